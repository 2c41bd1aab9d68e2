import { SEVERITIES, type Topic } from '../shared/words.ts'
import { shown } from './strange.tsx'

/** What the form was sent with: as it was written, so that it is shown again so. */
export type Sent = Readonly<Record<string, string>>

/** What matches and stories may be narrowed by. */
export const Filters = ({ sent, topics }: { readonly sent: Sent; readonly topics: readonly Topic[] }) => (
  <form class="filter wide">
    <Words sent={sent} like={'fraud* "call centre"'} />
    <Choice
      sent={sent}
      name="topic"
      label="Topic"
      all="All topics"
      options={topics.map(({ id, name }) => [id, name])}
    />
    <Choice
      sent={sent}
      name="severity"
      label="At least"
      all="Any severity"
      options={SEVERITIES.map(one => [one, one])}
    />
    <Field label="Language" name="language" sent={sent} placeholder="fr" />
    <Field label="From" name="since" sent={sent} type={typeOf(sent['since'])} />
    <Field label="Up to" name="until" sent={sent} type={typeOf(sent['until'])} />
    {sent['feed'] !== undefined && <input type="hidden" name="feed" value={sent['feed']} />}
    <button type="submit">Show</button>
  </form>
)

/** A program's link may say a time of day, which a browser's calendar would drop. */
const typeOf = (time: string | undefined) => (time === undefined || /^\d{4}-\d\d-\d\d$/.test(time) ? 'date' : 'text')

/** Words to look for. */
export const Words = ({ sent, like = '' }: { readonly sent: Sent; readonly like?: string }) => (
  <Field label="Words" name="q" sent={sent} type="search" placeholder={like} />
)

interface FieldProps {
  readonly label: string
  readonly name: string
  readonly sent: Sent
  readonly type?: string
  readonly placeholder?: string
}

const Field = ({ label, name, sent, type = 'text', placeholder = '' }: FieldProps) => (
  <div>
    <label for={name}>{label}</label>
    <input id={name} name={name} type={type} value={sent[name] ?? ''} placeholder={placeholder} />
  </div>
)

interface ChoiceProps {
  readonly label: string
  readonly name: string
  readonly sent: Sent
  readonly all: string
  /** Value and name of each. */
  readonly options: readonly (readonly [string, string])[]
}

export const Choice = ({ label, name, sent, all, options }: ChoiceProps) => (
  <div>
    <label for={name}>{label}</label>
    <select id={name} name={name}>
      <option value="">{all}</option>
      {options.map(([value, text]) => (
        <option value={value} selected={value === sent[name]}>
          {shown(text)}
        </option>
      ))}
    </select>
  </div>
)
