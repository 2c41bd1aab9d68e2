import { type Handler, Hono } from 'hono'
import { Refusal } from '../../shared/audience/refusal.ts'
import type { Subscriber } from '../../shared/words.ts'
import { ById, checked, found, posted } from '../ask.ts'
import type { SiteDeps } from '../deps.ts'
import { page } from '../layout.tsx'
import { keepOutcome, Outcome, outcomeOf, takeOutcome } from '../outcome.tsx'
import { channelPath } from '../paths.ts'
import { Strange, shown } from '../strange.tsx'
import { Table } from '../table.tsx'
import { Ago } from '../time.tsx'

/** Who is on a channel, how they stand, and what can be done about it. */
export const channelPage =
  ({ current, audience, now }: SiteDeps): Handler =>
  async c => {
    const { id } = checked(ById, c.req.param())
    const channel = found(
      (await current())?.channels.find(channel => channel.id === id),
      'channel',
    )
    const people = await audience.list(id)
    const isTold = ({ state, route }: Subscriber) => state === 'confirmed' && audience.carries.includes(route)
    const children = (
      <>
        <Outcome said={takeOutcome(c)} />
        <p>
          <a href={`/inbox?channel=${encodeURIComponent(id)}`}>Its messages</a>
        </p>
        <h2>Who is told</h2>
        {!people.some(isTold) && <p class="bad">Nobody has confirmed: what is sent here reaches no one.</p>}
        {people.length > 0 && (
          <Table caption="Who is told" rows={people.map(person => row(person, isTold(person), now()))} />
        )}
        <Forms id={id} withSms={channel.routes.includes('sms')} ownLinks={audience.mailsOwnLinks} />
      </>
    )
    return c.html(page({ title: channel.name, heading: <Strange text={channel.name} />, room: '/channels', children }))
  }

const STATES: Readonly<Record<Subscriber['state'], readonly [kind: string, words: string]>> = {
  confirmed: ['good', 'Is told'],
  pending: ['wait', 'Asked, has not agreed yet'],
  lapsed: ['bad', 'Asked, never agreed or called off; is not told'],
  left: ['bad', 'Has left; is not told, never asked again, and may come back by themselves'],
}

/** Of a way that leads nowhere from here. */
const HERE = ['wait', 'Shown in the inbox only'] as const

const row = (person: Subscriber, isTold: boolean, now: Date) => {
  const { address, protocol, state, since, origin, channel } = person
  const [kind, words] = state === 'confirmed' && !isTold ? HERE : STATES[state]
  return {
    Address: <Strange text={address} />,
    By: shown(protocol),
    State: (
      <span class={kind}>
        {words} · <Ago at={since} now={now} />
      </span>
    ),
    Change: origin === 'file' ? 'in the file' : state !== 'left' && <Unsubscribe {...{ address, channel }} />,
  }
}

const Unsubscribe = ({ address, channel }: Pick<Subscriber, 'address' | 'channel'>) => (
  <form class="filter" method="post" action={`${channelPath(channel)}/unsubscribe`}>
    <input type="hidden" name="address" value={address} />
    <button type="submit" aria-label={`Unsubscribe ${address}`}>
      Unsubscribe
    </button>
  </form>
)

interface Choices {
  readonly id: string
  readonly withSms: boolean
  readonly ownLinks: boolean
}

const Forms = ({ id, withSms, ownLinks }: Choices) => (
  <>
    <h2>Subscribe</h2>
    <Form action={`${channelPath(id)}/subscribe`} name="email" type="email" label="E-mail address" does="Ask by mail" />
    {withSms && (
      <Form
        action={`${channelPath(id)}/subscribe`}
        name="sms"
        type="tel"
        label="Telephone, as +33600000000"
        does="Subscribe by SMS"
      />
    )}
    <h2>Confirm</h2>
    <p>{ownLinks ? OWN_LINKS : SNS_LINKS}</p>
    <Form action={`${channelPath(id)}/confirm`} name="link" type="text" label="Link out of the mail" does="Confirm" />
    <h2>Test</h2>
    <form class="filter" method="post" action={`${channelPath(id)}/test`}>
      <button type="submit">Send a test</button> A real message to everybody who is told here. It says that it is a
      test.
    </form>
  </>
)

const OWN_LINKS = 'Who is asked by mail agrees by a button behind the link in it. Here the link does the same.'
const SNS_LINKS =
  'Amazon SNS mails its own links, one to confirm and in every message one to leave, and opening them is enough: a mail ' +
  'scanner that follows links can confirm an address, or end it. Better paste the link "Confirm subscription" here ' +
  'instead of opening it: that confirms it signed, and no link can end it any more.'

interface Field {
  readonly action: string
  readonly name: string
  readonly type: string
  readonly label: string
  readonly does: string
}

const Form = ({ action, name, type, label, does }: Field) => (
  <form class="filter" method="post" action={action}>
    <label for={name}>{label}</label>
    <input id={name} name={name} type={type} required maxlength={2000} autocomplete="off" />
    <button type="submit">{does}</button>
  </form>
)

type Does = (id: string, said: (name: string) => string) => Promise<string>

/** The forms' other ends: each does its one thing and shows the page again, which says what came of it. */
export function channelForms({ audience }: SiteDeps): Hono {
  const forms: Readonly<Record<string, Does>> = {
    subscribe: async (id, said) =>
      (await audience.subscribe(id, said('sms') ? { sms: said('sms') } : { email: said('email') })).next,
    unsubscribe: async (id, said) => (await audience.unsubscribe(id, said('address'))).next,
    confirm: async (_, said) => `${(await audience.confirm(said('link'))).address} is told from now on.`,
    async test(id) {
      const tested = await audience.test(id)
      const words = tested.map(({ route, remark }) => `${route}: ${remark}.`).join(' ')
      if (!tested.some(({ sent }) => sent)) throw new Refusal(422, words)
      return words
    },
  }
  const site = new Hono()
  for (const [name, does] of Object.entries(forms))
    site.post(`/${name}`, async c => {
      const { id } = checked(ById, c.req.param())
      const said = await posted(c)
      keepOutcome(c, await outcomeOf(() => does(id, said)))
      return c.redirect(channelPath(id), 303)
    })
  return site
}
