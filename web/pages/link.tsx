import { Hono } from 'hono'
import type { OpenLink } from '../../shared/audience/audience.ts'
import { posted } from '../ask.ts'
import type { SiteDeps } from '../deps.ts'
import { page } from '../layout.tsx'
import { problem } from '../problem.tsx'
import { Strange } from '../strange.tsx'

/** Behind a link in our mail: GET shows, POST acts, because mail scanners follow links and press no buttons. */
export const linkPage = ({ audience }: SiteDeps): Hono =>
  new Hono()
    .get('/', async c => {
      const link = await audience.openLink(c.req.param('signed') ?? '')
      return c.html(page({ title: 'News alerts by mail', room: null, children: <Standing {...link} /> }))
    })
    .post('/', async c => {
      const said = await posted(c)
      await audience.followLink(c.req.param('signed') ?? '', said('act') === 'join' ? 'join' : 'leave')
      return c.redirect(c.req.path, 303)
    })

const Standing = ({ act, channel, address, state }: OpenLink) => {
  const isTold = state === 'confirmed'
  const isOpen = state === 'pending' || state === 'lapsed'
  const next = act === 'join' ? (isOpen ? 'join' : null) : state === 'left' ? 'join' : 'leave'
  return (
    <>
      <p>
        <Strange text={address} /> {isTold ? 'is told' : 'is not told'} by the channel <Strange text={channel} />.
      </p>
      {next && (
        <form class="filter" method="post">
          <button type="submit" name="act" value={next}>
            {next === 'leave'
              ? 'Leave: tell me nothing more'
              : act === 'leave'
                ? 'Come back: tell me again'
                : 'Yes, tell me'}
          </button>
        </form>
      )}
    </>
  )
}

const LEAVE = 'Leave a channel'

/** Where every mail points to (List-Unsubscribe): whoever leaves shows by a mailed link that the address is theirs. */
export const leavePage = ({ audience }: SiteDeps): Hono =>
  new Hono()
    .use(async (c, next) =>
      audience.mailsOwnLinks ? next() : problem(c, 404, 'Amazon SNS keeps this list: leave by the link in its mails.'),
    )
    .get('/', c => {
      const heading = (
        <>
          Leave the channel <Strange text={c.req.param('channel') ?? ''} />
        </>
      )
      const children = (
        <>
          <form class="filter" method="post">
            <label for="email">Your e-mail address</label>
            <input id="email" name="email" type="email" required maxlength={254} />
            <button type="submit">Mail me a link</button>
          </form>
          <p>Have you left, and want to come back? The same link does that.</p>
        </>
      )
      return c.html(page({ title: LEAVE, heading, room: null, children }))
    })
    .post('/', async c => {
      const said = await posted(c)
      const answer = await audience.askToLeave(c.req.param('channel') ?? '', said('email'))
      return c.html(page({ title: LEAVE, heading: 'To leave or come back', room: null, children: <p>{answer}</p> }))
    })
