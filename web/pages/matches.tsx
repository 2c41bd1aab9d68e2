import type { Handler } from 'hono'
import { AskedMatches, checked } from '../ask.ts'
import type { SiteDeps } from '../deps.ts'
import { MatchCard } from '../match.tsx'
import { findMatches } from '../questions/search.ts'
import { searchPage } from '../search-page.tsx'
import { Strange } from '../strange.tsx'

/** Matches, newest first, narrowed as one likes. */
export const matchesPage = (deps: SiteDeps): Handler =>
  searchPage(deps, {
    title: 'Matches',
    room: '/matches',
    find: async sent => findMatches(deps, checked(AskedMatches, sent)),
    show: (found, sent, now) => (
      <>
        {sent['feed'] !== undefined && (
          <p>
            Only from <Strange text={found[0]?.article.feedTitle ?? sent['feed']} />.{' '}
            <a href="/matches">From every feed</a>
          </p>
        )}
        <h2 class="unseen">Newest first</h2>
        <ul class="list">
          {found.map(match => (
            <li>
              <MatchCard match={match} now={now} />
            </li>
          ))}
        </ul>
      </>
    ),
  })
