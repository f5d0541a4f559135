import { Injectable } from '@nestjs/common';
import { UsersApi } from '../users/users.api.js';
import type { MemberDto } from './dto/member.dto.js';
import type { OrganizationMember } from './entities/organization-member.entity.js';
import { toMemberDto } from './organization.mapper.js';

/** Puts names and addresses to members. */
@Injectable()
export class MemberPresenter {
  constructor(private readonly users: UsersApi) {}

  /** In the given order; asks for all people at once. */
  async present(members: readonly OrganizationMember[]): Promise<MemberDto[]> {
    const people = await this.users.findByIds(members.map(({ userId }) => userId));
    return members.flatMap((member) => {
      const person = people.get(member.userId);
      return person ? [toMemberDto(member, person)] : [];
    });
  }
}
