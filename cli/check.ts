import { printable } from '../local/terminal.ts'
import { counted } from '../web/counted.ts'
import { checkedConfig, neededConfigPath } from './config.ts'

export function check(options: { readonly config?: string }): void {
  const path = neededConfigPath(options.config)
  const { feeds, topics, channels, subscribers } = checkedConfig(path)
  const counts = Object.entries({ feed: feeds, topic: topics, channel: channels, subscriber: subscribers }).map(
    ([name, { length }]) => counted(length, name),
  )
  console.log(`${printable(path)}: ${counts.join(', ')}. Nothing is wrong.`)
}
