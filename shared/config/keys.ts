import * as z from 'zod'
import type { Reading } from './readings.ts'

/** What a custom issue carries besides its message. */
export const Hint = z.object({ remedy: z.string(), column: z.number().optional() })

/** Text that `read` understands. */
export function text<T>(read: (text: string) => Reading<T>, description: string, ...examples: readonly string[]) {
  // Said of the string and not of what becomes of it, or zod leaves the examples out of the schema.
  return z
    .string()
    .meta({ description, examples })
    .transform((value, context): T => {
      const said = read(value)
      if ('value' in said) return said.value
      const { message, remedy, column } = said
      context.issues.push({ code: 'custom', message, input: value, params: { remedy, column } })
      return z.NEVER
    })
}

/** A number in its bounds, both included. */
export const number = (description: string, least: number, most: number, example: number) =>
  z
    .number()
    .meta({ description, minimum: least, maximum: most, examples: [example] })
    .superRefine((value, context) => {
      if (value >= least && value <= most) return
      const params = { remedy: `choose between ${least} and ${most}` }
      context.addIssue({ code: 'custom', message: `${value} is too ${value < least ? 'small' : 'large'}`, params })
    })

export const list = <T extends z.ZodType>(item: T, description: string) => z.array(item).meta({ description })
/** Settings by their keys, each of which may be left out. */
export const settings = <T extends z.core.$ZodShape>(shape: T, description: string) =>
  z.strictObject(shape).partial().meta({ description })
