import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { SLUG_MAX, SLUG_MIN } from '../page-name.rules.js';

/**
 * Slug of the public page of a person or an organization. Both kinds share the addresses `/book/@<slug>`, so one primary
 * key decides who gets one.
 */
@Entity('page_names')
@Unique('page_names_user_key', ['userId'])
@Unique('page_names_organization_key', ['organizationId'])
@Check('page_names_slug_check', `slug ~ '^[a-z0-9](-?[a-z0-9])*$' AND length(slug) BETWEEN ${SLUG_MIN} AND ${SLUG_MAX}`)
@Check('page_names_owner_check', 'num_nonnulls(user_id, organization_id) = 1')
export class PageName {
  @PrimaryColumn({ type: 'varchar', length: SLUG_MAX }) slug: string;
  @ForeignKey('User', { onDelete: 'CASCADE', name: 'page_names_user_fkey' })
  @Column({ type: 'uuid', nullable: true })
  userId: string | null;
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'page_names_organization_fkey' })
  @Column({ type: 'uuid', nullable: true })
  organizationId: string | null;
}
