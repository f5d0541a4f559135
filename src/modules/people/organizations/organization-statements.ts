/** SQL: rows of those who belong to an organization. @param organizationId an SQL expression */
export const memberRows = (organizationId: string) => `(
  SELECT organization_members.user_id FROM organization_members
  WHERE organization_members.organization_id = ${organizationId})`;

/** SQL: the row of an organization. @param id an SQL expression */
export const organizationRow = (id: string) => `(
  SELECT organizations.id, organizations.name, organizations.updated_at AS changed_at
  FROM organizations WHERE organizations.id = ${id})`;
