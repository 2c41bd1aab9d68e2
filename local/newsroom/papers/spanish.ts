import { about, ELEVEN_TO_99, everyday, type Paper } from '../paper.ts'

export const spanish: Paper = {
  slug: 'gaceta-caldero',
  title: 'La Gaceta de Caldero',
  language: 'es',
  dialect: 'json',
  catalogue: [
    everyday(
      'El mercado central de Caldero reabre tras las obras',
      'Los puestos de fruta & flores vuelven a la nave principal después de un año.',
    ),
    about(
      'environmental-wildlife-crime',
      'Detenidos dos hombres por tráfico de fauna con loros protegidos',
      'Las aves viajaban en cajas de zapatos; los agentes hablan de "crueldad innecesaria".',
    ),
    everyday(
      'Se esperan temperaturas suaves durante el puente',
      'Solo en la sierra habrá chubascos dispersos el domingo.',
    ),
    everyday(
      'El Lumiri y el Selvi empatan en un final de infarto',
      'El gol llegó en el último minuto y desató la fiesta en la grada.',
    ),
    about(
      'drug-trafficking',
      'Incautan un alijo de cocaína en el puerto de Brisco',
      'El narcotráfico usaba desde hacía meses la ruta del café, según la aduana.',
    ),
    everyday(
      'El pleno aprueba más fondos para carriles bici y parques',
      'La votación llegó después de seis horas de debate.',
    ),
    everyday(
      'Una banda de música centenaria estrena uniforme en San Dovo',
      'Los vecinos cosieron las chaquetas durante el invierno.',
    ),
  ],
  matching: [
    about(
      'telecom-cyber-fraud',
      'La policía desmantela en {place} un centro de estafas telefónicas con {number} detenidos',
      'Los estafadores se hacían pasar por empleados de banca y vaciaban las cuentas de jubilados.',
    ),
    about(
      'telecom-cyber-fraud',
      'Cae en {place} una banda de phishing con {number} webs bancarias falsas',
      'La investigación por ciberestafa sigue abierta y los servidores han sido desconectados.',
    ),
    about(
      'money-laundering',
      'Investigan por blanqueo de {number} millones a una aplicación de pagos de {place}',
      'El blanqueo de capitales se hacía con monederos electrónicos y empresas pantalla, según la fiscalía.',
    ),
    about(
      'drug-trafficking',
      'La aduana incauta {number} kilos de cocaína en el puerto de {place}',
      'La droga iba oculta entre fruta congelada; hay cinco detenidos por narcotráfico.',
    ),
    about(
      'terrorism',
      'Frustrado un atentado terrorista en {place}: incautados {number} kilos de explosivos',
      'La unidad antiterrorista detuvo a dos hombres en un garaje alquilado.',
    ),
    about(
      'environmental-wildlife-crime',
      'Rescatan {number} pangolines de un camión cerca de {place}',
      'Es el mayor caso de tráfico de especies del año; también había marfil bajo el suelo del vehículo.',
    ),
    about(
      'transnational-crime',
      'Cae en {place} una red de trata de personas y {number} víctimas quedan libres',
      'La banda de crimen organizado les había quitado los pasaportes.',
    ),
    about(
      'global-governance-police-cooperation',
      'Policías de {number} países refuerzan en {place} la cooperación policial internacional',
      'Los ministros quieren firmar un tratado de extradición antes de fin de año.',
    ),
  ],
  everyday: [
    everyday('La lluvia dejará {number} litros por metro cuadrado en {place}', 'El sol volverá el lunes.'),
    everyday(
      '{place} destina {number} millones a parques y bibliotecas',
      '{name}, del consistorio, lo llama "dinero a la vista de todos".',
    ),
    everyday(
      'El museo de {place} expone {number} cuadros de {name}',
      'Muchas de las obras nunca habían salido de la casa familiar.',
    ),
    everyday(
      '{place} se pone líder con {number} puntos gracias a {name}',
      'La afición se quedó cantando mucho después del final.',
    ),
    everyday('{number} colegios de {place} estrenan cocina', 'Los alumnos ayudarán a escribir el menú.'),
    everyday('{place} estrenará {number} autobuses eléctricos', 'Los primeros saldrán a la calle el próximo otoño.'),
    everyday(
      'Una calabaza de {number} kilos asombra en {place}',
      '{name} se lleva el primer premio por tercer año seguido.',
    ),
    everyday(
      'La orquesta de {place} invita a tocar a {number} jóvenes músicos',
      'Dirige {name} y la entrada es gratuita.',
    ),
    everyday(
      'Una panadería de {place} cumple {number} años',
      'Los vecinos hicieron cola para probar la hogaza de aniversario.',
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
  names: ['Inés Marenko', 'Tomás Averel', 'Lucía Dorvane', 'Andrés Pelayo', 'Marta Sandoz', 'Julián Robledo'],
  numbers: ELEVEN_TO_99,
}
