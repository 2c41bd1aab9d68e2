import { about, everyday, type Paper, type Piece } from './paper.ts'
import { arabic } from './papers/arabic.ts'
import { chinese } from './papers/chinese.ts'
import { english } from './papers/english.ts'
import { french } from './papers/french.ts'
import { russian } from './papers/russian.ts'
import { spanish } from './papers/spanish.ts'

/** A piece in the paper that prints it. */
export interface Release {
  readonly paper: Paper
  readonly piece: Piece
}

const only = (paper: Paper, piece: Piece): readonly Release[] => [{ paper, piece }]
const match = (paper: Paper, ...piece: Parameters<typeof about>) => only(paper, about(...piece))

// One event in three languages: what makes them one story is the agency's page that all three link to, each with
// its own utm_ parameters. (Headlines in different languages have no words in common.)
const fromTheWire = (paper: Paper, title: string, summary: string) =>
  only(paper, { ...about('telecom-cyber-fraud', title, summary), wire: 'meridian-0417' })

/** More than a few seconds' worth at once: a channel must hear of it in one message, not in eight. */
const burst: readonly Piece[] = [
  about(
    'drug-trafficking',
    'Cocaine worth nine million found among bananas in Porto Seli',
    'Harbour police call it the largest find of illegal drugs this year.',
  ),
  about(
    'drug-trafficking',
    'Heroin laboratory discovered beneath a farm near Tessari',
    'Officers carried out forty sacks of drugs and "a chemist who had lost his way".',
  ),
  about(
    'terrorism',
    'Two held over terrorist plot against Nordau railway station',
    'Counter-terrorism officers found a bomb in a locker before the morning trains.',
  ),
  about(
    'environmental-wildlife-crime',
    'Ivory smugglers stopped at Karintu airport with forty tusks',
    'It is the second case of wildlife trafficking at the airport this month.',
  ),
  about(
    'transnational-crime',
    'Human trafficking gang sentenced after rescue on the Brisco road',
    'The court called it organised crime "of the cruellest kind".',
  ),
  about(
    'transnational-crime',
    'Arms trafficking ring that armed three valleys broken up in Quentari',
    'The organised crime group had hidden rifles under loads of timber.',
  ),
  about(
    'environmental-wildlife-crime',
    'Illegal logging: rosewood from the Selvi reserve seized on six ships',
    'Rangers & customs officers counted nine hundred trunks from protected forest.',
  ),
  about(
    'terrorism',
    'Court in Caldero convicts four of plotting terrorist attacks',
    'They had kept explosives in a beehive, the judges heard.',
  ),
]

/** The first minute and a half, written by hand so that a newcomer sees each thing the program does. */
export const OPENING: readonly (readonly Release[])[] = [
  only(
    french,
    everyday('Le funiculaire de Lumiri reprend du service dès demain', 'Les cabines ont été repeintes en bleu & or.'),
  ),
  match(
    english,
    'money-laundering',
    'E-wallet firm in Tessari shut down over money laundering',
    'Prosecutors say "QuickPurse" opened nine thousand mule accounts for illegal betting sites.',
  ),
  only(chinese, everyday('圣多沃灯会今晚亮灯，三千盏花灯沿河铺开', '灯会持续两周，公交末班车延长至零点。')),
  only(russian, everyday('Кальдеро готовится к зимней ярмарке', 'На площади уже ставят ёлку и карусель.')),
  match(
    arabic,
    'drug-trafficking',
    'ضبط طن من الكوكايين في حاوية موز بميناء بورتو سيلي',
    'أوقفت الشرطة سبعة مشتبه بهم في تهريب المخدرات عبر البحر.',
  ),
  fromTheWire(
    english,
    'Phone scam centre in Lumiri shut down, 64 arrested',
    'The telecom fraud cost victims in five countries their savings, the Meridian agency reports.',
  ),
  fromTheWire(
    spanish,
    'Cierran en Lumiri una central de estafas telefónicas: 64 detenidos',
    'Las víctimas de los estafadores viven en cinco países, informa la agencia Meridian.',
  ),
  only(arabic, everyday('مكتبة تيساري تعير الآلات الموسيقية أيضًا', 'يمكن استعارة العود أو الكمان لأسبوعين.')),
  fromTheWire(
    french,
    'Escroquerie téléphonique : une centrale fermée à Lumiri, 64 arrestations',
    'Les escrocs ont fait des victimes dans cinq pays, rapporte l’agence Meridian.',
  ),
  only(
    spanish,
    everyday('Quentari inaugura su primer carril bici junto al mar', 'Son doce kilómetros "sin un solo semáforo".'),
  ),
  match(
    chinese,
    'environmental-wildlife-crime',
    '贝尔蒙蒂海关截获走私象牙与穿山甲鳞片',
    '这起野生动物走私案的两名嫌疑人已被移交检方。',
  ),
  only(
    russian,
    everyday('Юные шахматисты из Сельви едут на финал', 'Команде помогли собрать деньги на дорогу соседи.'),
  ),
  burst.map(piece => ({ paper: english, piece })),
  match(
    russian,
    'global-governance-police-cooperation',
    'В Нордау подписано соглашение о сотрудничестве полиции шести стран',
    'Документ упрощает экстрадицию и создаёт совместные следственные группы.',
  ),
  only(chinese, everyday('卡尔德罗马拉松报名首日突破两万人', '赛道沿海岸线设置，途经五座灯塔。')),
  match(
    spanish,
    'transnational-crime',
    'Desarticulada en San Dovo una red de trata de personas',
    'El grupo de crimen organizado retenía a veinte temporeros en una finca.',
  ),
  only(arabic, everyday('أسعار الزيتون تستقر مع بداية موسم القطاف', 'يتوقع المزارعون محصولًا جيدًا بعد أمطار الربيع.')),
  only(
    english,
    everyday('Lumiri bakers agree on the length of the loaf', 'After nine years of talks it is "a foot & a thumb".'),
  ),
]
