import type { UserDto } from './dto/user.dto.js';
import type { PersonProfileDto } from './dto/person-profile.dto.js';
import type { PublicUserDto } from './dto/public-user.dto.js';
import type { User } from './entities/user.entity.js';
import type { StoredProfile } from './profiles.repository.js';
import type { Leaver, UserRecord } from './users.api.js';

export function toUserDto(user: User, profile: StoredProfile | undefined, slug: string | undefined): UserDto {
  const {
    id,
    email,
    name,
    firstName,
    lastName,
    role,
    isActive,
    timeZone,
    language,
    busyWhenAttending,
    username,
    isProfilePublic,
    lastLoginAt,
    version,
    createdAt,
    updatedAt,
  } = user;
  return {
    id,
    email,
    name,
    firstName,
    lastName,
    role,
    emailVerified: user.emailVerifiedAt !== null,
    isActive,
    timeZone,
    language,
    busyWhenAttending,
    username,
    isProfilePublic,
    slug: slug ?? null,
    profile: toProfileDto(profile),
    lastLoginAt,
    version,
    createdAt,
    updatedAt,
  };
}

export function toPublicUserDto(
  { id, name, createdAt }: User,
  username: string,
  profile: StoredProfile | undefined,
): PublicUserDto {
  const { avatar, bio, pictureUrl } = toProfileDto(profile);
  return { id, username, name, avatar, pictureUrl, bio, memberSince: createdAt };
}

/** Without a row the profile is empty. */
export function toProfileDto(profile: StoredProfile | undefined): PersonProfileDto {
  const { bio = null, avatar = null, location = null, picture = null } = profile ?? {};
  return { bio, avatar, location, pictureUrl: picture?.url ?? null };
}

export function toUserRecord(user: User): UserRecord {
  const { id, email, name, username, role, isActive, timeZone, language, busyWhenAttending, tokenVersion, createdAt } =
    user;
  return {
    id,
    email,
    name,
    username,
    role,
    isActive,
    emailVerified: user.emailVerifiedAt !== null,
    timeZone,
    language,
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
