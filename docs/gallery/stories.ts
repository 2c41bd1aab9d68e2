import type { Severity } from '../../shared/words.ts'

/** What newspapers might say of an event that never happened. */
export interface Invented {
  readonly title: string
  readonly summary: string
  readonly language: string | null
  readonly sources: readonly string[]
  /** How many articles report it, if more than there are sources. */
  readonly size?: number
  /** For an escalation: the severity it was told at, and is told at now. */
  readonly was?: Severity
  readonly now?: Severity
  readonly link?: string | null
}

const english: Invented = {
  title: 'Phone scam centre in Lumiri shut down, 64 arrested',
  summary: 'The telecom fraud cost victims in five countries their savings, the Meridian agency reports.',
  language: 'en',
  sources: ['Lumiri Courier', 'La Gaceta de Quentari', 'Le Journal de Lumiri'],
}
const arabic: Invented = {
  title: 'ضبط طن من الكوكايين في حاوية موز بميناء بورتو سيلي',
  summary: 'أوقفت الشرطة سبعة مشتبه بهم في تهريب المخدرات عبر البحر، وفق متحدث باسم الميناء (Porto Seli).',
  language: 'ar',
  sources: ['صدى تيساري'],
}
const chinese: Invented = {
  title: '贝尔蒙蒂海关截获走私象牙与穿山甲鳞片共计四百二十公斤，两名嫌疑人已被移交检方，案件涉及三国',
  summary: '这起野生动物走私案的两名嫌疑人已被移交检方，海关正在追查货源。',
  language: 'zh',
  sources: ['圣多沃晚报', '贝尔蒙蒂日报'],
  link: 'https://news.example/zh/2026/03/02/ivory-and-pangolin-scales-seized-at-belmonti',
}
const russian: Invented = {
  title: 'В Нордау задержаны телефонные мошенники, обманувшие пенсионеров на сорок миллионов',
  summary: 'Мошенники представлялись сотрудниками банка и полиции, сообщили в прокуратуре.',
  language: 'ru',
  sources: ['Вестник Кальдеро'],
}
const french: Invented = {
  title: 'Blanchiment d’argent : l’ancien trésorier de Brisco mis en examen pour « 12 M€ » disparus…',
  summary: 'Le parquet soupçonne un vaste réseau de blanchiment d’argent — et de l’évasion fiscale.',
  language: 'fr',
  sources: ['Le Journal de Lumiri'],
}
const spanish: Invented = {
  title: 'Decomisan en Quentari dos toneladas de cocaína ocultas entre piñas',
  summary: 'La policía detuvo a nueve personas por narcotráfico tras seis meses de investigación.',
  language: 'es',
  sources: ['La Gaceta de Quentari'],
}

const burst: readonly Invented[] = Array.from({ length: 12 }, (_, n) => ({
  ...english,
  title: `Phone scam: investigators search call centre number ${n + 1} of twelve in Tessari`,
  summary: 'A telecom fraud ring is said to have used all twelve.',
  sources: ['Lumiri Courier'],
}))

interface Told {
  readonly what: string
  readonly stories: readonly Invented[]
}

export const STORIES: Readonly<Record<string, Told>> = {
  single: { what: 'One story, three papers', stories: [english] },
  folded: { what: 'Four stories in four languages, folded', stories: [english, arabic, chinese, spanish] },
  burst: { what: 'Twelve stories at once', stories: burst },
  escalation: {
    what: 'A story told again because it grew more severe',
    stories: [{ ...english, was: 'medium', now: 'critical', size: 9 }],
  },
  'long-title': {
    what: 'A title that does not end',
    stories: [
      { ...english, title: `${english.title}; ${'and this was not all that the police found there, '.repeat(12)}` },
    ],
  },
  hostile: {
    what: 'A title that means harm: markup, a header, a formula, reversed letters',
    stories: [
      {
        ...english,
        title:
          '=HYPERLINK("https://evil.example") <img src=x onerror=alert(1)> phone scam \u202Egpj.exe\u202C\r\nBcc: everybody@evil.example',
        summary: '</p><script>alert(document.cookie)</script> telecom fraud & "quotes" \u0000\u2028 <b>bold</b>',
        sources: ['<b>Evil</b> Courier\r\nX-Header: yes'],
      },
    ],
  },
  arabic: { what: 'Arabic, from right to left', stories: [arabic] },
  chinese: { what: 'Chinese: an SMS in two parts', stories: [chinese] },
  russian: { what: 'Russian', stories: [russian] },
  french: { what: 'French, with typographic signs that SMS cannot say', stories: [french] },
  spanish: { what: 'Spanish', stories: [spanish] },
  bare: {
    what: 'A title and no more: no summary, no link, no language',
    stories: [
      { title: 'Phone scam ring raided', summary: '', language: null, sources: ['127.0.0.1:8080'], link: null },
    ],
  },
}
