type Row = Readonly<Record<string, unknown>>

/**
 * A table that a telephone shows as a list: each cell then carries the name of its column. The roles are written out
 * because browsers forget them when the sheet lays a table out as blocks.
 * @param rows each with the same columns: what stands in them, by their names
 */
export const Table = ({ caption, rows }: { readonly caption: string; readonly rows: readonly Row[] }) => (
  <table {...role('table')}>
    <caption class="unseen">{caption}</caption>
    <thead {...role('rowgroup')}>
      <tr {...role('row')}>
        {Object.keys(rows[0] ?? {}).map(name => (
          <th scope="col" {...role('columnheader')}>
            {name}
          </th>
        ))}
      </tr>
    </thead>
    <tbody {...role('rowgroup')}>
      {rows.map(row => (
        <tr {...role('row')}>
          {Object.entries(row).map(([name, cell]) => (
            <td data-column={name} {...role('cell')}>
              {cell}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
)

const role = (name: string) => ({ role: name })
