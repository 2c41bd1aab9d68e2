import { CfnOutput, Duration, Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { packs } from '../local/files.ts'
import type { Configuration } from '../shared/config/configuration.ts'
import { ACCESS_KEY, articleKey, CURRENT_CONFIG, configOf, slotKey } from '../shared/store/table.ts'
import { Alarms } from './alarms.ts'
import { APPLY_TIMEOUT, Applied } from './applied.ts'
import { Door } from './door.ts'
import { DeadLetters } from './queues.ts'
import { Schedule } from './schedule.ts'
import { POLL_TIMEOUT, Slots } from './slots.ts'
import { mayWake, Stream } from './stream.ts'
import { Table } from './table.ts'
import { mayOnTopics } from './topics.ts'
import { watch } from './watch.ts'
import { Worker } from './worker.ts'

interface Props {
  /** Checked, and shipped to where it is applied. */
  readonly configuration: Configuration
  readonly style: string
}

const CONFIG = [CURRENT_CONFIG.pk, configOf('*')]
const SLOTS = slotKey(0).pk.replace('0', '*')
const ARTICLES = articleKey('*').pk

const PACKS = { 'packs.json': JSON.stringify(packs.packIds.map(id => [id, packs.pack(id)])) }

/** The picture in docs/architecture.md, from left to right. */
export class NewsAlertsStack extends Stack {
  private readonly table = new Table(this, 'Table')
  private readonly deadLetters = new DeadLetters(this, 'DeadLetters')
  private readonly slots = new Slots(this, 'Slots', this.deadLetters)

  constructor(scope: Construct, id: string, { configuration, style }: Props) {
    super(scope, id, { description: 'News Alerts: reads feeds, recognises events, tells the right people once.' })
    const { channels, contact, smsCountries } = configuration
    const dispatch = this.dispatch()
    const poll = this.poll()
    const alert = this.alert()
    const reconcile = this.reconcile()
    const api = this.api(style)
    const apply = this.apply(configuration)
    mayOnTopics(alert, channels, ['Publish'])
    mayOnTopics(reconcile, channels, ['ListSubscriptionsByTopic', 'Unsubscribe'])
    mayOnTopics(api, channels, [
      'Publish',
      'Subscribe',
      'ConfirmSubscription',
      'Unsubscribe',
      'ListSubscriptionsByTopic',
    ])
    mayOnTopics(apply, channels, [
      ...(['CreateTopic', 'SetTopicAttributes', 'DeleteTopic'] as const),
      ...(['Subscribe', 'Unsubscribe', 'ListSubscriptionsByTopic'] as const),
    ])

    const { failures } = this.deadLetters
    new Schedule(this, 'EveryMinute', { every: Duration.minutes(1), wakes: dispatch, failures })
    this.slots.emptiedBy(poll)
    new Stream(this, 'Stream', { table: this.table, wakes: alert, failures })
    new Schedule(this, 'Sweep', { every: Duration.minutes(1), wakes: alert, failures })
    new Schedule(this, 'EveryHour', { every: Duration.hours(1), wakes: reconcile, failures })
    const door = new Door(this, 'Door', { site: api, judge: this.authorize() })

    const workers = { dispatch, poll, alert, reconcile }
    const { slots, deadLetters } = this
    watch(new Alarms(this, 'Alarms', { contact }), { workers, door, slots, deadLetters, sms: smsCountries.length > 0 })
    const applied = new Applied(this, 'Applied', { apply })
    this.say(door, { api, dispatch, alert }, applied, configuration)
  }

  /** Works out which slots are due. */
  private dispatch(): Worker {
    return new Worker(this, 'Dispatch', {
      entry: 'dispatch',
      memory: 256,
      timeout: Duration.seconds(30), // less than a minute: no two at work at once
      environment: { TABLE: this.table.name, QUEUE_URL: this.slots.queue.queueUrl },
      may: [this.table.may(['GetItem', 'BatchGetItem'], [CURRENT_CONFIG.pk, SLOTS]), this.slots.maySend()],
      runOnce: true, // the next minute's does all that is left to do
    })
  }

  /** Reads strangers' bytes; so it can neither publish nor read whose addresses are on a channel. */
  private poll(): Worker {
    return new Worker(this, 'Poll', {
      entry: 'poll',
      memory: 512, // five slots side by side, documents of up to 5 MiB
      timeout: POLL_TIMEOUT,
      environment: { TABLE: this.table.name },
      may: [
        this.table.may(['GetItem', 'Query'], CONFIG),
        this.table.may(['GetItem', 'Query', 'PutItem', 'UpdateItem'], [SLOTS, ARTICLES]),
        this.slots.mayReceive(),
      ],
    })
  }

  /** Pays debts. */
  private alert(): Worker {
    return new Worker(this, 'Alert', {
      entry: 'alert',
      memory: 256,
      // It owes for 30 s at most, then settles. Less than its leases, 300 s: who is cut off must not come back to them.
      timeout: Duration.seconds(120),
      environment: { TABLE: this.table.name, PREFIX: this.stackName },
      may: [
        this.table.may(['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem']),
        this.table.mayQuery('todo', 'due', 'belongs'),
        ...mayWake(this.table, this.deadLetters.failures),
      ],
      runOnce: true, // the next minute's does all that is left to do
    })
  }

  /** Asks SNS who has confirmed and who has left. */
  private reconcile(): Worker {
    return new Worker(this, 'Reconcile', {
      entry: 'reconcile',
      memory: 256,
      timeout: Duration.minutes(5),
      environment: { TABLE: this.table.name, PREFIX: this.stackName },
      may: [this.table.may(['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'])],
    })
  }

  /** Pages, API, and the command line's `--stack`. */
  private api(style: string): Worker {
    return new Worker(this, 'Api', {
      entry: 'api',
      memory: 512, // somebody waits for it
      timeout: Duration.seconds(29), // an HTTP API gives up after 30
      environment: this.withTopics(),
      files: { 'style.css': style, ...PACKS },
      may: [
        this.table.may(['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem']),
        this.table.mayQuery('newest', 'belongs', 'due'),
      ],
    })
  }

  /** Judges every request. */
  private authorize(): Worker {
    return new Worker(this, 'Authorize', {
      entry: 'authorize',
      memory: 256,
      timeout: Duration.seconds(10), // an HTTP API waits no longer for an authorizer
      environment: { TABLE: this.table.name },
      may: [this.table.may(['GetItem'], [ACCESS_KEY.pk])],
    })
  }

  /** Makes table and SNS topics agree with the file. */
  private apply(configuration: Configuration): Worker {
    return new Worker(this, 'Apply', {
      entry: 'apply',
      memory: 512,
      timeout: APPLY_TIMEOUT,
      environment: this.withTopics(),
      files: { 'configuration.json': JSON.stringify({ ...configuration, smtp: null }), ...PACKS }, // mail is SNS's here
      may: [
        this.table.may(['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem']),
        this.table.mayQuery('due', 'belongs'),
      ],
      runOnce: true, // it is over before the stack stops waiting for it, and goes back
    })
  }

  private withTopics(): Record<string, string> {
    const { queueArn } = this.deadLetters.undelivered
    return { TABLE: this.table.name, PREFIX: this.stackName, UNDELIVERED_ARN: queueArn }
  }

  private say(
    door: Door,
    { api, dispatch, alert }: Readonly<Record<'api' | 'dispatch' | 'alert', Worker>>,
    { said: Changed }: Applied,
    { channels }: Configuration,
  ): void {
    const said = {
      ApiUrl: door.api.apiEndpoint,
      ApiFunction: api.function.functionName,
      DispatchFunction: dispatch.function.functionName,
      AlertFunction: alert.function.functionName,
      Failures: this.deadLetters.failures.queueUrl,
      Undelivered: this.deadLetters.undelivered.queueUrl,
      Channels: shortened(channels.map(({ id }) => id).join(', ')),
      Changed,
      TokenCommand: `npm run news-alerts -- token --stack ${this.stackName}`,
    }
    for (const [name, value] of Object.entries(said)) new CfnOutput(this, name, { value })
  }
}

const LONGEST_OUTPUT = 1_000

const shortened = (text: string) => (text.length > LONGEST_OUTPUT ? `${text.slice(0, LONGEST_OUTPUT)} …` : text)
