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
const data = [
  '--data <dir>',
  'where the table is kept (default: .news-alerts, .news-alerts-sample for the newsroom)',
] as const

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

program
  .command('feeds')
  .description('how every feed is doing')
  .option(...data)
  .option('--json', 'as JSON')
  .action(async options => (await import('./feeds.ts')).feeds(options))

program
  .command('matches')
  .description('the newest matches, with the reasons')
  .option(...data)
  .option('--topic <id>', 'of one topic')
  .option('--limit <number>', 'how many, at most 200', '20')
  .option('--json', 'as JSON')
  .action(async options => (await import('./matches.ts')).matches(options))

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
