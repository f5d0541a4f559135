import type { UserDto } from './dto/user.dto.js';
import type { User } from './entities/user.entity.js';
import type { Leaver, UserRecord } from './users.api.js';

export function toUserDto(user: User): UserDto {
  const { id, email, name, role, isActive, timeZone, busyWhenAttending, lastLoginAt, version, createdAt, updatedAt } =
    user;
  return {
    id,
    email,
    name,
    role,
    emailVerified: user.emailVerifiedAt !== null,
    isActive,
    timeZone,
    busyWhenAttending,
    lastLoginAt,
    version,
    createdAt,
    updatedAt,
  };
}

export function toUserRecord(user: User): UserRecord {
  const { id, email, name, role, isActive, timeZone, busyWhenAttending, tokenVersion, createdAt } = user;
  return {
    id,
    email,
    name,
    role,
    isActive,
    emailVerified: user.emailVerifiedAt !== null,
    timeZone,
    busyWhenAttending,
    tokenVersion,
    createdAt,
  };
}

export function leaverOf({ id, name, email, emailVerifiedAt, erasureRequestedAt }: User, isOverdue = false): Leaver {
  return {
    id,
    name,
    email,
    provedEmail: emailVerifiedAt === null ? null : email,
    since: erasureRequestedAt ?? new Date(),
    isOverdue,
  };
}
