import { createTransport } from 'nodemailer'
import type { Send } from '../shared/alert/sender.ts'
import { mailSender } from '../shared/alert/senders/mail.ts'
import type { Configuration } from '../shared/config/configuration.ts'
import type { Store } from '../shared/store/store.ts'

const TIMEOUT_MS = 20_000

/** Said of a message that nobody carried away. */
const HERE = {
  mail: 'Shown here only: no mail server',
  sms: 'Shown here only: no SMS from here',
}

/**
 * The ways out of a laptop. Every message is on the inbox page from the moment it is frozen; mail goes out by SMTP as
 * well, if the file names a server. There is no way to a telephone from here: the inbox shows what SMS would say.
 */
export function localSender({ smtp, contact }: Pick<Configuration, 'smtp' | 'contact'>, store: Store): Send {
  if (smtp === null) return async ({ route }) => HERE[route]
  const transport = createTransport({
    url: smtp,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS / 2, // before the socket's: only its own says that nothing was handed over
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const from = contact?.includes('@') ? contact.replace(/^mailto:/, '') : 'news-alerts@localhost'
  const recipients = async (channel: string) => (await store.people.of(channel, 'mail')).map(({ address }) => address)
  const mail = mailSender({ transport, from, recipients })
  return async message => (message.route === 'mail' ? mail(message) : HERE.sms)
}
