import { about, ELEVEN_TO_99, everyday, type Paper } from '../paper.ts'

export const french: Paper = {
  slug: 'courrier-belmonti',
  title: 'Le Courrier de Belmonti',
  language: 'fr',
  dialect: 'atom',
  catalogue: [
    everyday(
      'Le marché couvert de Belmonti rouvre ses portes samedi',
      'Fromagers & fleuristes retrouvent leurs étals après un an de travaux.',
    ),
    about(
      'money-laundering',
      'Blanchiment d’argent : le patron d’un service de paiement mis en examen à Nordau',
      'Les recettes de sites de paris illégaux transitaient par des sociétés-écrans.',
    ),
    everyday('Un week-end doux et sec sur toute la côte', 'Quelques brumes matinales sont attendues dans les vallées.'),
    everyday('Selvi et Lumiri se quittent sur un match nul', 'Le but est venu à la dernière minute, sous les vivats.'),
    about(
      'drug-trafficking',
      'Saisie de cocaïne dans un chargement de café à Brisco',
      'Le trafic de drogue empruntait cette route depuis des mois, selon la douane.',
    ),
    everyday(
      'Le conseil municipal vote davantage de pistes cyclables',
      'Le débat aura duré six heures, « mais il fallait le temps », dit une élue.',
    ),
    everyday(
      'La fanfare de San Dovo fête son centenaire en musique',
      'Les habitants ont cousu eux-mêmes les nouveaux costumes.',
    ),
  ],
  matching: [
    about(
      'telecom-cyber-fraud',
      'Escroquerie téléphonique : un centre d’appels démantelé à {place}, {number} interpellations',
      'Les escrocs se faisaient passer pour des conseillers bancaires et visaient des retraités.',
    ),
    about(
      'telecom-cyber-fraud',
      'Hameçonnage : {number} faux sites de banque fermés à {place}',
      'L’enquête pour escroquerie en ligne se poursuit, les serveurs ont été débranchés.',
    ),
    about(
      'money-laundering',
      'Une application de paiement de {place} soupçonnée de blanchiment de {number} millions',
      'Le blanchiment d’argent passait par des portefeuilles électroniques et des sociétés-écrans, selon le parquet.',
    ),
    about(
      'drug-trafficking',
      'La douane saisit {number} kilos de cocaïne dans le port de {place}',
      'La drogue était cachée parmi des fruits surgelés ; cinq personnes sont poursuivies pour trafic de stupéfiants.',
    ),
    about(
      'terrorism',
      'Projet d’attentat terroriste déjoué à {place}, {number} kilos d’explosifs saisis',
      'Les policiers de l’antiterrorisme ont arrêté deux hommes dans un garage loué.',
    ),
    about(
      'environmental-wildlife-crime',
      'Trafic d’animaux sauvages : {number} pangolins sauvés près de {place}',
      'Les gardes ont aussi trouvé de l’ivoire sous le plancher du camion.',
    ),
    about(
      'transnational-crime',
      'Traite d’êtres humains : un réseau démantelé à {place}, {number} victimes libérées',
      'Le groupe de criminalité organisée leur avait confisqué leurs passeports.',
    ),
    about(
      'global-governance-police-cooperation',
      'Les polices de {number} pays renforcent à {place} la coopération policière internationale',
      'Les ministres veulent signer un traité d’extradition avant la fin de l’année.',
    ),
  ],
  everyday: [
    everyday('Pluie : {number} millimètres attendus à {place} ce week-end', 'Le soleil reviendra dès lundi.'),
    everyday(
      '{place} consacre {number} millions aux parcs et aux bibliothèques',
      '« De l’argent que chacun verra », promet {name} au nom de la mairie.',
    ),
    everyday(
      'Le musée de {place} expose {number} tableaux de {name}',
      'Beaucoup de ces toiles n’avaient jamais quitté la maison familiale.',
    ),
    everyday(
      '{place} prend la tête avec {number} points grâce à {name}',
      'Le public a chanté longtemps après le coup de sifflet final.',
    ),
    everyday('{number} écoles de {place} changent de cuisine', 'Les élèves aideront à composer les menus.'),
    everyday('{place} mettra en service {number} bus électriques', 'Les premiers rouleront à l’automne prochain.'),
    everyday(
      'Une citrouille de {number} kilos couronnée à {place}',
      '{name} remporte le premier prix pour la troisième année.',
    ),
    everyday(
      'L’orchestre de {place} invite {number} jeunes musiciens',
      'Le concert est dirigé par {name} ; l’entrée est libre.',
    ),
    everyday(
      'Une boulangerie de {place} fête ses {number} ans',
      'Les voisins ont fait la queue pour goûter le pain d’anniversaire.',
    ),
  ],
  // All begin with a consonant: "de" is never elided before them.
  places: [
    'Valmoro',
    'Tessari',
    'Belmonti',
    'Porto Seli',
    'Nordau',
    'Karintu',
    'Selvi',
    'Brisco',
    'Caldero',
    'Lumiri',
    'Quentari',
    'San Dovo',
  ],
  names: ['Pauline Marenko', 'Thomas Averel', 'Lucie Dorvane', 'Paul Kersaint', 'Marthe Sandoz', 'Julien Robelin'],
  numbers: ELEVEN_TO_99,
}
