import type { Listed, TopicId } from './publishers.ts'

const TITLES: Readonly<Record<'dull' | TopicId | 'both', { title: string; topics: readonly TopicId[] }>> = {
  dull: { title: 'Nothing happens at the harbour office today', topics: [] },
  fraud: { title: 'Police break cyber fraud ring', topics: ['fraud'] },
  ports: { title: 'Dockers close the port of Antwerp', topics: ['ports'] },
  both: { title: 'Antwerp dockers held for cyber fraud', topics: ['fraud', 'ports'] },
}

/** A report of an event. Events differ by their number, feeds by their links. */
export function report(kind: keyof typeof TITLES, event: number, place: string): Listed {
  const { title, topics } = TITLES[kind]
  return {
    id: `${event}`,
    event,
    title: `${title}, case ${event}`,
    link: `https://news.example/${place}/${event}`,
    topics,
  }
}
