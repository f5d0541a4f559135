import { FORMER_USER, type UserRecord } from '../../../people/users/users.api.js';
import type { BookableDto } from './bookable.dto.js';
import type { Bookable } from './bookable.entity.js';

/** @param user of the bookable; null for resources and for erased people */
export function toBookableDto(bookable: Bookable, user: UserRecord | null): BookableDto {
  const { id, kind, description, organizationId, ownerId, capacity, version, createdAt, updatedAt } = bookable;
  const isPerson = kind === 'person';
  return {
    id,
    kind,
    name: (isPerson ? user?.name : bookable.name) ?? FORMER_USER,
    description,
    organizationId,
    ownerId,
    capacity,
    timeZone: isPerson ? (user?.timeZone ?? null) : bookable.timeZone,
    isActive: bookable.isActive && (!isPerson || user?.isActive === true),
    version,
    createdAt,
    updatedAt,
  };
}
