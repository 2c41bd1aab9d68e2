import { type Endings, endings, stemBy } from './endings.ts'

/**
 * Languages of the Latin alphabet whose endings are known: of number, gender and case, and of the verb forms that news
 * is written in. They are light, after Savoy (2006), "Light stemming approaches for the French, Portuguese, German and
 * Hungarian languages": who steals and what is stolen stay two words. They are made for words without accents, as
 * readers type them and `fold` leaves them; Snowball's, which are not, part incautación from incautaciones.
 */
const TURNS: Readonly<Record<string, readonly Endings[]>> = {
  en: [
    endings({ 3: 's sses>ss shes>sh ches>ch xes>x ies>y ied>y ss>ss us>us is>is news>news' }),
    endings({ 3: 'ing ed thing>thing string>string spring>spring eed>eed' }),
    endings({ 3: 'bb>b dd>d gg>g mm>m nn>n pp>p rr>r tt>t e', 6: 'er' }),
  ],
  fr: [
    endings({ 3: 's x eaux>eau eux>eux ss>ss', 4: 'aux>al' }),
    endings({ 3: 'e ee er ent ait aient ir>i issent>i issait>i', 4: 'elle>el ienne>ien onne>on euse>eur ive>if ere' }),
  ],
  es: [
    endings({ 3: 's ces>z redes>red leyes>ley', 4: 'es' }),
    endings({ 3: 'ado ada ido ida ar er ir aba aban ando iendo aron ieron estado>estado', 4: 'e' }),
  ],
  it: [endings({ 3: 'a e i o ghe>g ghi>g che>c chi>c ato ata ati ate uto uta uti ute ito ita iti ite are ere ire' })],
  pt: [
    endings({ 3: 's oes>ao aes>ao ns>m res>r zes>z', 4: 'ais>al eis>el ois>ol' }),
    endings({ 3: 'ado ada ido ida ar er ir ou ava avam ando endo indo aram eram iram estado>estado' }),
  ],
  de: [
    endings({ 3: 'ss>ss nis>nis nisse>nis nissen>nis nisses>nis innen>in', 4: 'e s em en er es ern ers ln>l rn>r' }),
    endings({ 4: 'et' }),
  ],
  nl: [
    endings({ 4: 's ss>ss' }),
    endings({ 3: 'e en' }),
    endings({ 3: 'bb>b dd>d ff>f gg>g kk>k ll>l mm>m nn>n pp>p rr>r ss>s tt>t v>f z>s aal>al eel>el aar>ar oon>on' }),
  ],
  tr: [
    endings({ 3: 'in un nin nun yi yu na ne ya ye la le yla yle da de ta te nda nde dan den tan ten ndan nden' }),
    endings({ 3: 'i u si su polisi>polis' }),
    endings({ 3: 'lar ler' }),
    endings({ 3: 'a e i u g>k' }),
  ],
}

/** The languages that have a stemmer. */
export const STEMMED: readonly string[] = Object.keys(TURNS)

/** What is left of a folded word of Latin letters without its endings; all of it in a language not listed. */
export const stemOf = (word: string, language: string): string => stemBy(TURNS[language] ?? [], word)
