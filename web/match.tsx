import { excerpt, runs, said } from '../shared/alert/mark.ts'
import type { Matched, Reason } from '../shared/words.ts'
import { Chip } from './chip.tsx'
import { storyPath } from './paths.ts'
import { Marked, Strange, StrangeLink, shown } from './strange.tsx'
import { Ago } from './time.tsx'

/** A match with all its reasons. */
export const MatchCard = ({ match, now }: { readonly match: Matched; readonly now: Date }) => {
  const { article, evidence, quiet } = match
  return (
    <article class={quiet ? 'match quiet' : 'match'}>
      <p class="facts">
        <Chip severity={match.severity} /> <Strange text={match.topicName} /> · <Ago at={match.at} now={now} />
      </p>
      <h3>
        <StrangeLink href={article.link}>
          <Marked runs={runs(article.title, 'title', evidence)} language={article.language} />
        </StrangeLink>
      </h3>
      <Why match={{ ...match, summary: article.summary }} language={article.language} />
      <p class="facts">
        <Strange text={article.feedTitle} />
        {article.language && ` · ${shown(article.language)}`} · <a href={storyPath(match.story)}>story</a>
        {quiet && <strong> · found after the fact: nobody was told</strong>}
      </p>
    </article>
  )
}

interface Because {
  readonly match: Pick<Reason, 'summary' | 'evidence' | 'score' | 'threshold'>
  readonly language: string | null
}

/**
 * What of the query was satisfied, and by which words of the summary; those of the title are marked in place. If it had to
 * add up to something, what each contributed.
 */
export const Why = ({ match: { summary, evidence, score, threshold }, language }: Because) => {
  const around = excerpt(summary, 'summary', evidence)
  return (
    <p class="why">
      <span class="unseen">Why: </span>
      {evidence.map((reason, n) => (
        <>
          {n > 0 && ' '}
          <code dir="auto">{shown(said(reason))}</code>
          {threshold > 0 && !reason.raises && `\u00a0${reason.contribution < 0 ? '' : '+'}${reason.contribution}`}
        </>
      ))}
      {threshold > 0 && ` = ${score}, of ${threshold} asked for.`}
      {around.length > 0 && (
        <>
          {' '}
          <Marked runs={around} language={language} />
        </>
      )}
    </p>
  )
}
