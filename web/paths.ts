import type { Message } from '../shared/words.ts'

/** Where things have their page. */
export const storyPath = (id: string) => `/stories/${encodeURIComponent(id)}`
export const channelPath = (id: string) => `/channels/${encodeURIComponent(id)}`
export const messagePath = ({ channel, route, seq }: Pick<Message, 'channel' | 'route' | 'seq'>) =>
  `/inbox/${encodeURIComponent(channel)}/${route}/${seq}`
