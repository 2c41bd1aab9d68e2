import { createTransport } from 'nodemailer'
import type { Send } from '../shared/alert/sender.ts'
import { type Letter, letterSender, mailSender } from '../shared/alert/senders/mail.ts'
import type { Configuration } from '../shared/config/configuration.ts'
import type { Store } from '../shared/store/store.ts'

const TIMEOUT_MS = 20_000

/** Said of a message that nobody carried away. */
const HERE = {
  mail: 'Not sent from here: no mail server',
  sms: 'Not sent from here: no SMS',
}

export interface WaysOut {
  readonly send: Send
  /** Mails one person; null if there is no mail server. */
  readonly post: ((letter: Letter) => Promise<void>) | null
}

/**
 * The ways out of a laptop. Every message is on the inbox page from the moment it is frozen; mail goes out by SMTP as
 * well, if the file names a server. There is no way to a telephone from here: the inbox shows what SMS would say.
 * @param site where the pages are
 */
export function waysOut(
  { smtp, contact }: Pick<Configuration, 'smtp' | 'contact'>,
  { people }: Pick<Store, 'people'>,
  site: () => string,
): WaysOut {
  if (smtp === null) return { send: async ({ route }) => HERE[route], post: null }
  const transport = createTransport({
    url: smtp,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS / 2, // before the socket's: only its own says that nothing was handed over
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const mailbox = contact?.includes('://') ? null : contact
  const from = mailbox ?? 'news-alerts@localhost'
  const recipients = async (channel: string) =>
    (await people.of(channel, 'mail')).flatMap(({ state, protocol, address }) =>
      state === 'confirmed' && protocol === 'email' ? address : [],
    )
  const waysToLeave = (channel: string) => [
    ...(mailbox ? [`mailto:${mailbox}?subject=Leave%20${channel}`] : []), // a laptop's pages open there alone
    `${site()}/leave/${channel}`,
  ]
  const mail = mailSender({ transport, from, recipients, waysToLeave })
  return {
    send: async message => (message.route === 'mail' ? mail(message) : HERE.sms),
    post: letterSender({ transport, from }),
  }
}
