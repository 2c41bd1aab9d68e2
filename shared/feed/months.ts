/** How month names begin, without accents, by month: en de fr es it pt nl pl tr fi hu el ru uk cs sv id ar. */
const BEGINNINGS: readonly string[] = [
  'jan ene gen sty oca tammi ιαν янв січ led يناير',
  'feb fev lut sub helmi φεβ фев лют uno فبراير',
  'mar mae mrt maalis μαρ мар бер bre مارس',
  'apr avr abr kwi nis huhti απρ апр кві dub ابريل أبريل',
  'may mai maj mei mag touko maj μαι мая май тра kve مايو',
  'jun juin giu cze haz kesa ιουν июн чер cerven cervna يونيو',
  'jul juil lug lip tem heina ιουλ июл лип cervenec cervence يوليو',
  'aug aou ago sie agu elo αυγ авг сер srp اغسطس أغسطس',
  'sep set wrz eyl syys szep σεπ сен вер zar سبتمبر',
  'oct okt out ott paz eki loka οκτ окт жов rij اكتوبر أكتوبر',
  'nov lis kas marras νοε ноя νοε نوفمبر',
  'dec dez dic des gru ara joulu δεκ дек гру pro ديسمبر',
]

const MONTHS = new Map(BEGINNINGS.flatMap((names, month) => names.split(' ').map(name => [name, month + 1] as const)))
const LONGEST = Math.max(...[...MONTHS.keys()].map(name => name.length))

/** 1 to 12 by a month's name in one of some twenty languages, abbreviated or not; undefined if it is none. */
export function monthNamed(word: string): number | undefined {
  const plain = word
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
  // The longest beginning wins: "marras" is November, "mars" March.
  for (let length = Math.min(LONGEST, plain.length); length >= 3; length--) {
    const month = MONTHS.get(plain.slice(0, length))
    if (month !== undefined) return month
  }
  return undefined
}
