/** Of what was sent, the fields that are there and differ from what is stored; null when there are none. */
export function changedFields<Row extends object>(row: Row, sent: Partial<Row>): Partial<Row> | null {
  const changed = Object.entries(sent).filter(
    ([name, value]) => value !== undefined && value !== row[name as keyof Row],
  );
  return changed.length === 0 ? null : (Object.fromEntries(changed) as Partial<Row>);
}
