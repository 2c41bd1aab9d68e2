import type { Context, Handler } from 'hono'
import { smsSize } from '../../shared/alert/sms.ts'
import type { Held } from '../../shared/store/messages.ts'
import { ByMessage, checked, found } from '../ask.ts'
import { counted } from '../counted.ts'
import type { SiteDeps } from '../deps.ts'
import { MAIL_POLICY } from '../headers.ts'
import { page } from '../layout.tsx'
import { messagePath, storyPath } from '../paths.ts'
import { State } from '../state.tsx'
import { Strange, shown, shownJson } from '../strange.tsx'
import { Time } from '../time.tsx'

/** One message, byte for byte as its readers get it. */
export const messagePage =
  (deps: SiteDeps): Handler =>
  async c => {
    const message = await asked(c, deps)
    const children = <TheMessage message={message} now={deps.now()} />
    const heading = <Strange text={message.subject} />
    return c.html(page({ title: shown(message.subject), heading, room: '/inbox', children }))
  }

/** The mail alone, to be framed. Its links would else open inside the frame, where our policy forbids them. */
export const mailDocument =
  (deps: SiteDeps): Handler =>
  async c => {
    const { html } = await asked(c, deps)
    return c.html(html.replace('<head>', '<head><base target="_blank">'), 200, {
      'content-security-policy': MAIL_POLICY,
    })
  }

async function asked(c: Context, { store }: SiteDeps): Promise<Held> {
  const { channel, route, seq } = checked(ByMessage, c.req.param())
  return found(await store.messages.get(channel, route, seq), 'message')
}

interface Page {
  readonly message: Held
  readonly now: Date
}

const TheMessage = ({ message, now }: Page) => (
  <>
    <p>
      <State message={message} now={now} />
    </p>
    <p class="facts">
      <Strange text={message.channelName} /> · {message.route} · written <Time at={message.frozenAt} now={now} /> ·{' '}
      {counted(message.attempts, 'attempt')} · <code>{shown(message.id)}</code>
    </p>
    {message.route === 'sms' ? (
      <>
        <h2>The SMS</h2>
        <SmsText text={message.sms} />
      </>
    ) : (
      <Mail message={message} />
    )}
    <h2>Stories it tells</h2>
    <ul>
      {message.stories.map(({ story, title, language }) => (
        <li>
          <a href={storyPath(story)}>
            <Strange text={title} language={language} />
          </a>
        </li>
      ))}
    </ul>
    <details>
      <summary>As JSON</summary>
      <pre dir="ltr">{shownJson(message)}</pre>
    </details>
  </>
)

const Mail = ({ message }: Pick<Page, 'message'>) => (
  <>
    <h2>The mail</h2>
    <iframe
      title="The mail as its readers see it"
      src={`${messagePath(message)}/mail.html`}
      sandbox="allow-popups allow-popups-to-escape-sandbox"
    />
    <h2>For readers of plain text</h2>
    <pre dir="auto">{shown(message.text)}</pre>
    <details>
      <summary>What an SMS would say</summary>
      <SmsText text={message.sms} />
    </details>
  </>
)

const SmsText = ({ text }: { readonly text: string }) => {
  const { alphabet, parts } = smsSize(text)
  return (
    <>
      <pre class="sms" dir="auto">
        {shown(text)}
      </pre>
      <p class="facts">
        {alphabet}, {text.length} characters, {counted(parts, 'part')} to each telephone
      </p>
    </>
  )
}
