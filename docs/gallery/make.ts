import { accessSync, constants } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { galleryMessages, type Shown } from './messages.ts'
import { openNewsday } from './newsday.ts'
import { SCHEMES, takePictures, WIDTHS } from './pictures.ts'

// Makes the gallery anew: pictures of every page of the real program at work, and messages as they are sent.

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true'

const HERE = import.meta.dirname
const MESSAGES = join(HERE, 'messages')

const browser = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
try {
  accessSync(browser, constants.X_OK)
} catch {
  console.error(`No browser at ${browser}: install Chromium, or say where it is with CHROMIUM=/path/to/chromium.`)
  process.exit(1)
}

const messages = galleryMessages()
await rm(MESSAGES, { recursive: true, force: true })
await mkdir(MESSAGES)
for (const { name, message } of messages) {
  await writeFile(join(MESSAGES, `${name}.txt`), `Subject: ${message.subject}\n\n${message.text}`)
  await writeFile(join(MESSAGES, `${name}.html`), message.html)
  await writeFile(join(MESSAGES, `${name}.sms.txt`), `${message.sms}\n`)
}

console.log('The newsroom is at work; it takes a minute or two until all has happened that is to be seen.')
const newsday = await openNewsday()
try {
  const pages = await newsday.pages()
  await takePictures(browser, newsday.url, pages, HERE)
  await writeFile(join(HERE, 'README.md'), readme(Object.keys(pages), messages))
} finally {
  await newsday.stop()
}

function readme(pages: readonly string[], messages: readonly Shown[]): string {
  const pictures = SCHEMES.flatMap(scheme => Object.keys(WIDTHS).map(width => `${scheme}${width}`))
  const page = (name: string) => `| ${name} | ${pictures.map(end => `[see](${name}-${end}.png)`).join(' | ')} |`
  const row = ({ name, what, sms }: Shown) =>
    `| ${what} | [text](messages/${name}.txt) | [HTML](messages/${name}.html) | [SMS](messages/${name}.sms.txt) | ${sms.alphabet}, ${sms.parts} |`
  return `# Gallery

Made by \`npm run gallery\`. Everything in it is invented.

## Pages

Of the program at work on the sample newsroom, to which a feed has been added that is not there.

| page | ${pictures.map(end => end.replace('-', ', ')).join(' | ')} |
|---|${pictures.map(() => '---|').join('')}
${pages.map(page).join('\n')}

## Messages

As they are sent. The first line of each text is the mail's subject; the last column is how an operator bills the SMS.

| message | | | | SMS parts |
|---|---|---|---|---|
${messages.map(row).join('\n')}
`
}
