export const ORGANIZATION_ROLES = ['owner', 'admin', 'member'] as const;
export type OrganizationRole = (typeof ORGANIZATION_ROLES)[number];

export interface OrganizationRecord {
  readonly id: string;
  readonly name: string;
}

/** The organizations feature, as other features see it. */
export abstract class OrganizationsApi {
  /** The person's role, or null for strangers and unknown organizations. */
  abstract roleOf(organizationId: string, userId: string): Promise<OrganizationRole | null>;
  abstract findByIds(ids: readonly string[]): Promise<Map<string, OrganizationRecord>>;
}
