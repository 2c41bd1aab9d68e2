import { Duration } from 'aws-cdk-lib'
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch'
import type { Alarms } from './alarms.ts'
import type { Door } from './door.ts'
import type { DeadLetters } from './queues.ts'
import type { Slots } from './slots.ts'
import type { Worker } from './worker.ts'

interface Watched {
  readonly workers: Readonly<Record<'dispatch' | 'poll' | 'alert' | 'reconcile', Worker>>
  readonly slots: Slots
  readonly door: Door
  readonly deadLetters: DeadLetters
  readonly sms: boolean
}

const FIVE = Duration.minutes(5)
const HOUR = Duration.hours(1)

/** Everything that wakes somebody. docs/operations.md says of each what to do. */
export function watch(alarms: Alarms, { workers, slots, door, deadLetters, sms }: Watched): void {
  watchClock(alarms, workers)
  watchReading(alarms, workers.poll, slots)
  watchTelling(alarms, workers)
  if (sms) watchSms(alarms)
  alarms.ring('ApiFailing', {
    says: 'The site or its authorizer answered with errors of ours (5xx).',
    metric: door.api.metricServerError({ period: FIVE, statistic: 'Sum' }),
    atLeast: 3,
  })
  alarms.ring('DeadLetters', {
    says: 'Work was given up: look into the queue Failures.',
    metric: deadLetters.failures.metricApproximateNumberOfMessagesVisible({ period: FIVE, statistic: 'Maximum' }),
  })
  alarms.ring('Undelivered', {
    says: 'SNS could not deliver a message to a subscriber: look into the queue Undelivered.',
    metric: deadLetters.undelivered.metricApproximateNumberOfMessagesVisible({ period: FIVE, statistic: 'Maximum' }),
  })
}

/** What runs every minute. Once may fail; three times of five is no accident. */
function watchClock(alarms: Alarms, { dispatch, alert }: Watched['workers']): void {
  for (const [name, worker] of Object.entries({ Dispatch: dispatch, Alert: alert })) {
    alarms.ring(`${name}Silent`, {
      says: `${name.toLowerCase()} has not run for five minutes.`,
      metric: worker.function.metricInvocations({ period: FIVE }),
      below: 1,
      silence: 'rings',
    })
    alarms.ring(`${name}Failing`, {
      says: `${name.toLowerCase()} fails again and again: its log says why.`,
      metric: worker.function.metricErrors({ period: FIVE }),
      atLeast: 3,
    })
  }
}

function watchReading(alarms: Alarms, poll: Worker, slots: Slots): void {
  alarms.ring('SlotsWaiting', {
    says: 'Slots wait for longer than twenty minutes to be read: poll is not run, or cannot keep up.',
    metric: slots.queue.metricApproximateAgeOfOldestMessage({ period: FIVE, statistic: 'Maximum' }),
    atLeast: Duration.minutes(20).toSeconds(), // what failed twice, and may yet be read, waits for eighteen
  })
  alarms.ring('PollFailing', {
    says: 'Reading or recording feeds fails for a reason of ours, again and again: the log of poll says why.',
    metric: alarms.counted('PollFailures', poll, '{ $.what = "failed" }', Duration.minutes(15)),
    atLeast: 3,
  })
}

/** Six attempts take some quarter of an hour: what is not handed over by then needs somebody to look. */
const NOT_TOLD = '{ $.what = "send-failed" && ($.outcome != "failed" || $.attempts > 6) }'

function watchTelling(alarms: Alarms, { alert, reconcile }: Watched['workers']): void {
  alarms.ring('NotTold', {
    says: 'A message may not have arrived, or is refused for good or again and again: the log of alert says which.',
    metric: alarms.counted('NotTold', alert, NOT_TOLD, FIVE),
  })
  alarms.ring('Unheard', {
    says: 'A channel has no confirmed subscriber: what is sent there reaches nobody.',
    metric: alarms.counted('Unheard', reconcile, '{ $.what = "unheard" }', HOUR),
  })
  alarms.ring('ReconcileFailing', {
    says: 'Who is subscribed could not be brought up to date with SNS: the log of reconcile says why.',
    metric: reconcile.function.metricErrors({ period: HOUR }),
  })
}

/**
 * What carriers report, minutes after SNS has accepted an SMS: nothing else shows it. SNS counts by country and kind for
 * the whole account, and a query finds whichever there are (CloudWatch User Guide, "Metrics Insights").
 */
function watchSms(alarms: Alarms): void {
  alarms.ring('SmsFailing', {
    says: 'Some SMS of this account did not arrive within the last hour.',
    metric: new MathExpression({ expression: 'SELECT AVG(SMSSuccessRate) FROM "AWS/SNS"', period: HOUR }),
    below: 1,
  })
}
