import type { Handler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { formOf } from './ask.ts'
import type { SiteDeps } from './deps.ts'
import { Filters, type Sent } from './filters.tsx'
import { page } from './layout.tsx'
import type { Answer } from './questions/search.ts'
import { shown } from './strange.tsx'
import { Time } from './time.tsx'

interface Searched<T> {
  readonly title: string
  readonly room: '/matches' | '/stories'
  /** @throws HTTPException 400 that says what is wrong with the question */
  readonly find: (sent: Sent) => Promise<Answer<T>>
  readonly show: (found: readonly T[], sent: Sent, now: Date) => unknown
}

/** A page that is narrowed as one likes: the form as it was sent, then what was found, or what was wrong with it. */
export const searchPage =
  <T,>({ current, now }: SiteDeps, { title, room, find, show }: Searched<T>): Handler =>
  async c => {
    const sent = formOf(c)
    const answer = await find(sent).catch(wrong)
    const children = (
      <>
        <Filters topics={(await current())?.topics ?? []} sent={sent} />
        {answer instanceof HTTPException ? (
          <p class="bad" role="alert" dir="auto">
            {shown(answer.message)}
          </p>
        ) : (
          <>
            {show(answer.found, sent, now())}
            <End answer={answer} path={room} sent={sent} now={now()} />
          </>
        )}
      </>
    )
    return c.html(page({ title, room, children }), answer instanceof HTTPException ? 400 : 200)
  }

function wrong(error: unknown): HTTPException {
  if (error instanceof HTTPException && error.status === 400) return error
  throw error
}

interface EndProps {
  readonly answer: Answer<unknown>
  readonly path: string
  readonly sent: Sent
  readonly now: Date
}

/** How far back was searched, and the way on. */
const End = ({ answer: { found, cursor, searchedBackTo }, path, sent, now }: EndProps) => (
  <p>
    {found.length === 0 ? 'Nothing was found: searched' : cursor === null ? 'That is all: searched' : 'Searched'} back
    to <Time at={searchedBackTo} now={now} />.{' '}
    {cursor !== null && <a href={`${path}?${new URLSearchParams({ ...sent, cursor })}`}>Older</a>}
  </p>
)
