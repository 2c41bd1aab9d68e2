/** Minutes east of UTC. American names are RFC 822's; where a name is used twice, the one found in feeds. */
const HOURS: Readonly<Record<string, number>> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  wet: 0,
  bst: 1,
  ist: 5.5,
  cet: 1,
  met: 1,
  mez: 1,
  west: 1,
  cest: 2,
  mest: 2,
  mesz: 2,
  eet: 2,
  sast: 2,
  cat: 2,
  eest: 3,
  msk: 3,
  trt: 3,
  eat: 3,
  gst: 4,
  pkt: 5,
  wib: 7,
  ict: 7,
  hkt: 8,
  sgt: 8,
  pht: 8,
  awst: 8,
  jst: 9,
  kst: 9,
  acst: 9.5,
  aest: 10,
  acdt: 10.5,
  aedt: 11,
  nzst: 12,
  nzdt: 13,
  brt: -3,
  art: -3,
  adt: -3,
  ast: -4,
  at: -4,
  edt: -4,
  est: -5,
  et: -5,
  cdt: -5,
  cst: -6,
  ct: -6,
  mdt: -6,
  mst: -7,
  mt: -7,
  pdt: -7,
  pst: -8,
  pt: -8,
  akdt: -8,
  akst: -9,
  hst: -10,
}

/**
 * Minutes east of UTC of a zone as feeds write it: `+0100`, `GMT-07:00`, `EST`, `Europe/Brussels`.
 * @param wall the time on that zone's clocks, as milliseconds since 1970 were it UTC
 * @returns undefined if it is no zone
 */
export function zoneMinutes(zone: string, wall: number): number | undefined {
  const name = zone.toLowerCase()
  const hours = Object.hasOwn(HOURS, name) ? HOURS[name] : undefined
  if (hours !== undefined) return hours * 60
  const offset = /^(?:gmt|utc)?([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(name)
  if (offset === null) return /^[a-z]+\/[a-z_/]+$/.test(name) ? placeMinutes(zone, wall) : undefined
  const [, sign, hour = '0', minute = '0'] = offset
  const total = Number(hour) * 60 + Number(minute)
  return Number(minute) < 60 && total <= 15 * 60 ? (sign === '-' ? -total : total) : undefined
}

function placeMinutes(place: string, wall: number): number | undefined {
  try {
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone: place, dateStyle: 'short', timeStyle: 'medium' })
    const shown = clock.formatToParts(wall)
    const part = (type: string) => Number(shown.find(one => one.type === type)?.value)
    const there = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'))
    return Math.round((there - wall) / 60_000)
  } catch {
    return undefined // not a place Intl knows
  }
}
