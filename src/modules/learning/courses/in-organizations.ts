type Condition = readonly [sql: string, parameters: Readonly<Record<string, unknown>>];

/**
 * Rows of these organizations. Of one it is an equality, so that an index gives them in the order of its further columns.
 * @param name of the parameter
 */
export function inOrganizations(alias: string, ids: readonly string[], name = 'organizations'): Condition {
  return ids.length === 1
    ? [`${alias}.organizationId = :${name}`, { [name]: ids[0] }]
    : [`${alias}.organizationId = ANY(:${name})`, { [name]: ids }];
}
