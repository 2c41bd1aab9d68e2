import { styleText } from 'node:util'

/** Colours for a terminal that wants them: not for a file, a pipe, or somebody who set NO_COLOR. */
export const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
  process.stdout.isTTY && !process.env['NO_COLOR'] ? styleText(style, text) : text
