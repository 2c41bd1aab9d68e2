import { counted } from '../web/counted.ts'
import { checkedConfig, configPath } from './config.ts'
import { Failure } from './failure.ts'

export function check(options: { readonly config?: string }): void {
  const path = configPath(options.config)
  if (path === null) throw new Failure(2, 'There is no news-alerts.yaml here; name a file with --config FILE.')
  const { feeds, topics, channels, subscribers } = checkedConfig(path)
  const counts = Object.entries({ feed: feeds, topic: topics, channel: channels, subscriber: subscribers }).map(
    ([name, { length }]) => counted(length, name),
  )
  console.log(`${path}: ${counts.join(', ')}. Nothing is wrong.`)
}
