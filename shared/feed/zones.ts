/** Hours east of UTC. American names are RFC 822's; where a name is used twice, the one found in feeds. */
const ZONES = `-10 hst; -9 akst; -8 akdt pst; -7 mst pdt; -6 cst mdt; -5 cdt est; -4 ast at edt;
  -3 adt art brt; 0 gmt ut utc wet z; 1 bst cet met mez west; 2 cat cest eet mest mesz sast; 3 eat eest msk trt; 4 gst;
  5 pkt; 5.5 ist; 7 ict wib; 8 awst hkt pht sgt; 9 jst kst; 9.5 acst; 10 aest; 10.5 acdt; 11 aedt; 12 nzst; 13 nzdt`

const HOURS = new Map(
  ZONES.split(';').flatMap(zone => {
    const [hours, ...names] = zone.trim().split(' ')
    return names.map(name => [name, Number(hours)] as const)
  }),
)

/** Names that mean another hour in summer. */
const PLACES = new Map(
  Object.entries({ et: 'New_York', ct: 'Chicago', mt: 'Denver', pt: 'Los_Angeles' }).map(
    ([name, city]) => [name, `America/${city}`] as const,
  ),
)

/**
 * Minutes east of UTC of a zone as feeds write it: `+0100`, `GMT-07:00`, `EST`, `Europe/Brussels`.
 * Letters that are no known name count as UTC (RFC 5322, section 4.3).
 * @param wall the time on that zone's clocks, as milliseconds since 1970 were it UTC
 * @returns undefined if it is no zone
 */
export function zoneMinutes(zone: string, wall: number): number | undefined {
  const name = zone.toLowerCase()
  const hours = HOURS.get(name)
  if (hours !== undefined) return hours * 60
  const place = PLACES.get(name)
  if (place !== undefined) return placeMinutes(place, wall)
  const offset = /^(?:gmt|utc)?([+-]?)(\d{1,2})(?::?(\d{2}))?$/.exec(name)
  if (offset === null) return name.includes('/') ? placeMinutes(zone, wall) : 0
  const [, sign, hour = '0', minute = '0'] = offset
  const total = Number(hour) * 60 + Number(minute)
  return Number(minute) < 60 && total <= 15 * 60 ? (sign === '-' ? -total : total) : undefined
}

function placeMinutes(place: string, wall: number): number | undefined {
  try {
    const format = new Intl.DateTimeFormat('en', { timeZone: place, timeZoneName: 'longOffset' })
    const offset = format.formatToParts(wall).find(({ type }) => type === 'timeZoneName')
    return offset && zoneMinutes(offset.value, wall) // GMT+02:00
  } catch {
    return undefined // not a place Intl knows
  }
}
