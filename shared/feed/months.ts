/** How month names begin, without accents, in en de fr es it pt nl pl tr fi hu el ru uk cs sv id ar ro bg; January first. */
const BEGINNINGS: readonly RegExp[] = [
  /^(?:jan|ene|gen|ian|sty|oca|tammi|ιαν|янв|яну|січ|led|يناير|جانفي|كانونالثاني)/,
  /^(?:feb|fev|lut|sub|helmi|φεβ|фев|лют|uno|فبراير|فيفري|شباط)/,
  /^(?:mar(?!ras)|mae|mrt|maalis|μαρ|мар|бер|bre|مارس|اذار)/,
  /^(?:apr|avr|abr|kwi|nis|huhti|απρ|апр|кві|dub|ابريل|افريل|نيسان)/,
  /^(?:may|mai|maj|mei|mag|touko|μαι|мая|маи|тра|kve|ماي|ايار)/,
  /^(?:jun|juin|giu|cze|haz|iun|kesa|ιουν|июн|юни|чер|cerv(?!ene?c)|يونيو|جوان|حزيران)/,
  /^(?:jul|juil|lug|lip|tem|iul|heina|ιουλ|июл|юли|лип|cervene?c|يوليو|جويلية|تموز)/,
  /^(?:aug|aou|ago|sie|agu|elo|αυγ|авг|сер|srp|اغسطس|اوت|غشت|اب$)/,
  /^(?:sep|set|wrz|eyl|syys|szep|σεπ|сен|сеп|вер|zar|سبتمبر|شتنبر|ايلول)/,
  /^(?:oct|okt|out|ott|paz|eki|loka|οκτ|окт|жов|rij|اكتوبر|تشرينالاول)/,
  /^(?:nov|noi|lis|kas|marras|νοε|ноя|ное|лис|نوفمبر|نونبر|تشرينالثاني)/,
  /^(?:dec|dez|dic|des|gru|ara|joulu|δεκ|дек|гру|pro|ديسمبر|دجنبر|كانونالاول)/,
]

/** 1 to 12 by a month's name in one of some twenty languages, abbreviated or not; undefined if it is none. */
export function monthNamed(word: string): number | undefined {
  const plain = word
    .normalize('NFD')
    .replace(/[\u0300-\u036f\u0653-\u0655]/g, '')
    .normalize()
    .toLowerCase()
  return BEGINNINGS.findIndex(beginning => beginning.test(plain)) + 1 || undefined
}
