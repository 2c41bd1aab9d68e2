import { about, ELEVEN_TO_99, everyday, type Paper } from '../paper.ts'

export const english: Paper = {
  slug: 'valmoro-courier',
  title: 'The Valmoro Courier',
  language: 'en',
  dialect: 'rss',
  catalogue: [
    everyday(
      'Night ferries to Porto Seli return after a quiet winter',
      'The crossing takes seven hours; "bring a book & a blanket", advises the captain.',
    ),
    about(
      'drug-trafficking',
      'Customs officers find cocaine in a cargo of tiles at Brisco',
      'It is the third find of illegal drugs at the port since spring.',
    ),
    everyday(
      'Choir of retired tram drivers wins the Selvi song contest',
      'The thirty singers rehearse every Tuesday in the old depot.',
    ),
    everyday(
      'Warm spell brings the apple blossom forward in Caldero',
      'Growers hope that no late frost will follow before the end of the month.',
    ),
    about(
      'money-laundering',
      'Two directors of a payment firm in Nordau charged with money laundering',
      'Prosecutors say the e-wallet company moved the takings of illegal betting sites through shell companies.',
    ),
    everyday(
      'Valmoro library to stay open on Sundays',
      'Students had collected two thousand signatures for longer opening hours.',
    ),
    everyday(
      'Lumiri Rovers draw at home in the last match of the season',
      'A goal in extra time saved the point & the mood.',
    ),
    everyday(
      'City budget sets aside more for cycle lanes and playgrounds',
      'The council voted for the plan after a debate of six hours.',
    ),
  ],
  matching: [
    about(
      'telecom-cyber-fraud',
      'Police raid phone scam call centre in {place} and arrest {number} people',
      'The telecom fraud gang posed as bank staff and emptied the accounts of pensioners, investigators say.',
    ),
    about(
      'telecom-cyber-fraud',
      'Phishing gang behind {number} fake banking sites broken up in {place}',
      'Cybercrime officers took the servers off line; customers of Kestrel & Pine had lost their savings to online fraud.',
    ),
    about(
      'money-laundering',
      'Payment app in {place} accused of money laundering worth {number} million',
      'Mule accounts at the e-wallet "QuickPurse" hid where the money came from, the prosecutor told the court.',
    ),
    about(
      'drug-trafficking',
      'Police seize {number} kilos of heroin from a bakery in {place}',
      'For weeks officers had followed the vans of the drug dealers, painted with "bread & rolls".',
    ),
    about(
      'terrorism',
      'Terrorist plot foiled in {place}: {number} kilos of explosives seized',
      'Counter-terrorism officers detained two men in a rented garage.',
    ),
    about(
      'environmental-wildlife-crime',
      'Wildlife trafficking: {number} live pangolins rescued from a van near {place}',
      'Rangers also found ivory and rhino horn under the floor of the vehicle.',
    ),
    about(
      'transnational-crime',
      'Human trafficking ring broken up in {place}, {number} victims freed',
      'The organised crime group had taken their passports and made them work without pay.',
    ),
    about(
      'global-governance-police-cooperation',
      'Police chiefs from {number} countries meet in {place} on international police cooperation',
      'The ministers want an extradition treaty and joint investigation teams before the end of the year.',
    ),
  ],
  everyday: [
    everyday(
      'Rain to bring {number} millimetres to {place} by the weekend',
      'Forecasters expect the sun to return on Monday.',
    ),
    everyday(
      '{place} council approves {number} million for parks & libraries',
      'Councillor {name} calls it "money that everyone can see".',
    ),
    everyday(
      'Museum in {place} shows {number} paintings by {name}',
      'Many of the pictures have never left the family home before.',
    ),
    everyday(
      '{place} go top of the league on {number} points as {name} shines',
      'The home crowd stayed long after the final whistle to sing.',
    ),
    everyday('{number} schools in {place} get new kitchens', 'Pupils will help to write the menu, says {name}.'),
    everyday(
      'Tram extension in {place} to cost {number} million less than feared',
      'The builders found firmer ground under the river than expected.',
    ),
    everyday(
      'Harvest festival in {place} crowns a pumpkin of {number} kilos',
      '{name} took first prize for the third year in a row.',
    ),
    everyday(
      'Orchestra of {place} invites {number} young musicians to play along',
      'The concert under {name} begins at eight; tickets are free.',
    ),
    everyday(
      'Baker in {place} marks {number} years at the same oven',
      'Neighbours queued round the corner for the anniversary loaf.',
    ),
  ],
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
  names: ['Ilse Marenko', 'Tom Averell', 'Grace Olunde', 'Peter Sandoz', 'Mira Kestrel', 'Hugh Pellow', 'Ana Dorvane'],
  numbers: ELEVEN_TO_99,
}
