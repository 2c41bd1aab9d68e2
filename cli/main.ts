import { Command, CommanderError } from 'commander'
import { Failure } from './failure.ts'

// The SDK prints seven lines about Node 20 at its first use; they are for whoever maintains this, not for who runs it.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true'

const program = new Command('news-alerts')
  .description("Reads the world's news feeds and tells your team, once, of what it asked about.")
  .version('0.1.0')
  .exitOverride()
  .showHelpAfterError('(news-alerts --help lists the commands)')

const config = [
  '--config <file>',
  'the configuration file (default: ./news-alerts.yaml, else the sample newsroom)',
] as const
const file = ['--config <file>', 'the configuration file (default: ./news-alerts.yaml)'] as const
const data = [
  '--data <dir>',
  'where the table is kept (default: .news-alerts, .news-alerts-sample for the newsroom)',
] as const

const stack = ['--stack <name>', 'ask a stack on AWS, with the credentials of this machine'] as const

program
  .command('start')
  .description('run everything on this machine: table, clock, alerts and the page')
  .option(...config)
  .option(...data)
  .option('--port <number>', 'the port of the page on 127.0.0.1', '8080')
  .action(async options => (await import('./start.ts')).start(options))

program
  .command('check')
  .description('say everything that is wrong with a configuration file, and change nothing')
  .option(...config)
  .action(async options => (await import('./check.ts')).check(options))

program
  .command('apply')
  .description('make a configuration file count, in the running program if there is one')
  .option(...config)
  .option(...data)
  .action(async options => (await import('./apply.ts')).apply(options))

const ofTopics = (command: Command, does: string) =>
  command
    .description(does)
    .option('--config <file>', 'whose topics (default: ./news-alerts.yaml, else the shipped packs)')

ofTopics(
  program.command('try <what>'),
  'show what would be read at an address or in a file, and what would match; store nothing',
)
  .option('--json', 'as JSON')
  .action(async (what, options) => (await import('./try.ts')).tryOut(what, options))

const topics = program.command('topics').description('what is looked for: how right it is, and why it does not match')

ofTopics(
  topics.command('why-not <topic> <what>'),
  'say why a topic does not match a headline, an article at an address, or the items of a feed',
)
  .option('--json', 'as JSON')
  .action(async (topic, what, options) => (await import('./why-not.ts')).whyNotOf(topic, what, options))

ofTopics(topics.command('test'), 'try each topic on its examples').action(async options =>
  (await import('./examples.ts')).testTopics(options),
)

ofTopics(topics.command('eval <file...>'), 'measure the topics on judged items: JSON, one a line')
  .option('--language <code>', 'on the items of one language')
  .option('--support', 'list what of the queries only one item speaks for')
  .option('--json', 'as JSON')
  .action(async (files, options) => (await import('./eval.ts')).evaluate(files, options))

const asking = (command: Command, does: string) =>
  command
    .description(does)
    .option(...data)
    .option(...stack)
const listing = (command: Command, does: string) => asking(command, does).option('--json', 'as JSON')
listing(topics.command('try <file>'), 'show what the topics of a configuration file would have found')
  .option('--since <time>', 'since a day or time, or for so long: 30d, 12h', '30d')
  .option('--samples <number>', 'how many to show of what is gained, and of what is lost, at most 200', '5')
  .option('--misses', 'show what nearly matched, too')
  .option('--backfill', 'make what is gained queryable; nobody is told')
  .action(async (file, options) => (await import('./topics-try.ts')).topicsTry(file, options))

listing(topics.command('list'), 'show what is looked for now, and who hears of it').action(async options =>
  (await import('./topics-edit.ts')).listTopics(options),
)
asking(topics.command('put <file>'), 'make or replace the topic in a file, beside those of the configuration').action(
  async (file, options) => (await import('./topics-edit.ts')).putTopic(file, options),
)
asking(topics.command('remove <id>'), 'take such a topic away').action(async (id, options) =>
  (await import('./topics-edit.ts')).removeTopic(id, options),
)

const searching = (command: Command, does: string) =>
  listing(command, does)
    .option('--topic <id>', 'of one topic')
    .option('--severity <least>', 'low, medium, high or critical, and above')
    .option('--language <code>', 'en, fr, zh …')
    .option('--q <query>', "with these words in title or summary, written like a topic's query")
    .option('--since <time>', 'from a day (2026-03-02) or time (2026-03-02T10:00:00Z) on')
    .option('--until <time>', 'up to a day, or before a time')
    .option('--limit <number>', 'how many, at most 200', '20')
    .option('--cursor <cursor>', 'go on where the answer before ended')

searching(program.command('matches'), 'matches, newest first, with the reasons')
  .option('--feed <id>', 'of one feed, by its id or address')
  .action(async options => (await import('./matches.ts')).matches(options))

searching(program.command('stories'), 'stories, newest first').action(async options =>
  (await import('./stories.ts')).stories(options),
)

const feeds = listing(program.command('feeds'), 'how every feed is doing; `feeds import` and `feeds export` move lists')
  .option('--state <state>', 'ok, failing, gone or new')
  .option('--q <query>', 'with these words in title, tags or address')
  .allowExcessArguments() // to say in words what is wrong with them
  .action(async (options, command: Command) => {
    const [what] = command.args
    if (what !== undefined) command.error(`error: there is no command \`feeds ${what}\``)
    await (await import('./feeds.ts')).feeds(options)
  })
  .hook('preSubcommand', (command, called) => {
    const [option] = Object.keys(command.opts())
    if (option !== undefined) command.error(`error: \`feeds ${called.name()}\` takes no --${option}`)
  })
feeds
  .command('import <file>')
  .description('add the feeds of an OPML file to the configuration file')
  .option(...file)
  .action(async (file, options) => (await import('./opml.ts')).importFeeds(file, options))
feeds
  .command('export')
  .description('print the feeds of the configuration file as OPML')
  .option(...file)
  .action(async options => (await import('./opml.ts')).exportFeeds(options))

const channels = listing(program.command('channels'), 'who hears of what; `channels test ID` sends a test').action(
  async options => (await import('./channels.ts')).channels(options),
)
channels // which has taken the options for itself
  .command('test <id>')
  .description('send a real message that says it is a test')
  .action(async (id, _, command) => (await import('./channels.ts')).testChannel(id, command.optsWithGlobals()))

listing(program.command('subscribers <channel>'), 'who is, was or is asked to be on a channel').action(
  async (channel, options) => (await import('./subscribers.ts')).subscribers(channel, options),
)

asking(program.command('subscribe <channel>'), 'ask somebody whether they want to be told')
  .option('--email <address>', 'by mail')
  .option('--sms <number>', 'by SMS: +33600000000')
  .action(async (channel, options) => (await import('./subscribers.ts')).subscribe(channel, options))

asking(program.command('unsubscribe <channel> <address>'), 'tell somebody no more').action(
  async (channel, address, options) => (await import('./subscribers.ts')).unsubscribe(channel, address, options),
)

asking(program.command('confirm <link>'), 'confirm a subscription by the link that was mailed').action(
  async (link, options) => (await import('./subscribers.ts')).confirm(link, options),
)

program
  .command('token')
  .description('make a token for a stack on AWS, in place of the one before')
  .requiredOption(...stack)
  .action(async options => (await import('./token.ts')).token(options))

program
  .command('redrive')
  .description('do what work was given up on AWS, then delete the dead letters about it')
  .requiredOption(...stack)
  .action(async options => (await import('./redrive.ts')).redrive(options))

// Whoever reads our answer may have seen enough: `try FILE | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

// Exits outright: what failed may have left a server open, and the program would sit there.
try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2)
  if (error instanceof Failure) {
    console.error(error.message)
    process.exit(error.exitCode)
  }
  console.error(error instanceof Error ? (error.stack ?? error.message) : error)
  process.exit(1)
}
