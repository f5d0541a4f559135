import { type Brand, publicBrand } from '../../../people/organizations/brands.api.js';
import { FORMER_USER, type Portrait, type UserRecord } from '../../../people/users/users.api.js';
import type { EventTypeDto } from './event-type.dto.js';
import type { PublicProfileDto } from '../public/public-profile.dto.js';
import type { PublicProfile } from '../public-profiles.api.js';
import type { EventTypeQuestionDto, PublicEventTypeDto } from '../public/public-event-type.dto.js';
import type { EventTypeRow } from './event-type-row.js';
import { type EventTypeRecord, isOnline, type Question } from '../event-types.api.js';

type People = ReadonlyMap<string, UserRecord>;

export function toEventTypeDto({ ownerId, ...type }: EventTypeRow, people: People): EventTypeDto {
  return {
    ...type,
    owner: { id: ownerId, name: nameOf(ownerId, people) },
    durations: [...type.durations],
    questions: type.questions.map(toQuestionDto),
    reminderMinutes: type.reminderMinutes && [...type.reminderMinutes],
    hosts: type.hosts.map((host) => ({ ...host, name: nameOf(host.userId, people) })),
    requiredBookableIds: [...type.requiredBookableIds],
  };
}

export function toPublicEventTypeDto(
  type: EventTypeRecord,
  people: People,
  brand: Brand | null,
  person: Portrait | null,
): PublicEventTypeDto {
  const { id, slug, title, description, location, timeZone, isActive, seats, requiresConfirmation, version } = type;
  return {
    id,
    slug,
    title,
    description,
    location: isOnline(location) ? null : location,
    isOnline: isOnline(location),
    timeZone,
    isActive,
    durations: [...type.durations],
    seats,
    requiresConfirmation,
    questions: type.questions.map(toQuestionDto),
    successRedirectUrl: type.successRedirectUrl,
    redirectsWithBooking: type.redirectsWithBooking,
    redirectsInFrames: type.redirectsInFrames,
    hostNames: type.hosts.flatMap(({ userId }) => people.get(userId)?.name ?? []),
    organizationName: brand?.name ?? null,
    brand: brand && publicBrand(brand),
    pictureUrl: person?.picture?.url ?? null,
    version,
  };
}

export function toPublicProfileDto({ eventTypes, brand, picture, ...profile }: PublicProfile): PublicProfileDto {
  return {
    ...profile,
    brand: brand && publicBrand(brand),
    pictureUrl: picture?.url ?? null,
    eventTypes: eventTypes.map((type) => ({ ...type, durations: [...type.durations] })),
  };
}

function nameOf(userId: string, people: People): string {
  return people.get(userId)?.name ?? FORMER_USER;
}

function toQuestionDto({ options, ...question }: Question): EventTypeQuestionDto {
  return { ...question, ...(options ? { options: [...options] } : {}) };
}
