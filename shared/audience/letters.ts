import type { Letter } from '../alert/senders/mail.ts'

interface About {
  readonly address: string
  /** What the channel is called. */
  readonly channel: string
  /** What its topics are called. */
  readonly topics: readonly string[]
  readonly link: string
  /** Where links to leave can be had. */
  readonly leavePage: string
}

const toOpen = (link: string) => `open this page and press the button. The link counts for two days.
${link}
If it does not open on your machine, send the link to whoever runs the channel: it opens on theirs.`

export const joinLetter = ({ address, channel, topics, link, leavePage }: About): Letter => ({
  to: address,
  subject: `Do you want news alerts of ${channel}?`,
  text: `Somebody asked that ${address} be told by the channel "${channel}" of News Alerts. It is about ${topics.join(', ')}.

If that is right, ${toOpen(link)}

If you do nothing, you are told nothing. To leave later, open ${leavePage} or write to whoever runs the channel.
`,
})

export const leaveLetter = ({ address, channel, link }: About): Letter => ({
  to: address,
  subject: `To leave ${channel}`,
  text: `Somebody, probably you, asked how ${address} can leave the channel "${channel}" of News Alerts, or come back to it.

To do so, ${toOpen(link)}

If you do nothing, nothing changes.
`,
})
