import type * as z from 'zod'
import type { Configuration } from './configuration.ts'
import { each, type Place, under } from './place.ts'
import { Contact, Country, Every, Host, Smtp, Timezone } from './schema.ts'

/** What the first file says for all: its defaults, and where the machine may go. */
export interface Settings extends Pick<Configuration, 'contact' | 'smtp' | 'allowPrivate' | 'smsCountries'> {
  readonly timezone: string
  /** How often feeds are read that do not say so themselves, and where that is written. */
  readonly everySeconds: number
  readonly every: Place
}

const EVERY_SECONDS = 300

/** Reads the settings; what is absent or badly formed counts as unsaid, so that the rest can be checked all the same. */
export function settingsOf(main: Place): Settings {
  const every = under(main, 'defaults', 'every')
  return {
    contact: said(Contact, under(main, 'defaults', 'contact')) ?? null,
    smtp: said(Smtp, under(main, 'smtp')) ?? null,
    allowPrivate: each(under(main, 'fetch', 'allow_private')).flatMap(host => said(Host, host) ?? []),
    smsCountries: each(under(main, 'sms', 'countries')).flatMap(country => said(Country, country) ?? []),
    timezone: said(Timezone, under(main, 'defaults', 'timezone')) ?? 'UTC',
    everySeconds: said(Every, every) ?? EVERY_SECONDS,
    every,
  }
}

const said = <T>(shape: z.ZodType<T>, { value }: Place): T | undefined => shape.safeParse(value).data
