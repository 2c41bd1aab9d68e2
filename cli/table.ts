import Table from 'cli-table3'
import { paint } from '../local/paint.ts'

/** Prints a calm table. @param rows cells as they may stand in a terminal (`printable`) */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const table = new Table({ head: head.map(name => paint('bold', name)), style: { head: [], border: [] } })
  for (const row of rows) table.push([...row])
  console.log(table.toString())
}
