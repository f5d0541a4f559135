import { Injectable } from '@nestjs/common';
import { type FormerMember, MembershipHolder } from '../../people/organizations/organizations.api.js';
import { ClientSecrets } from './clients/client-secrets.js';

/** Whoever manages an organization no more was shown secrets by which programs read its roster: these end. */
@Injectable()
export class OneRosterMemberships extends MembershipHolder {
  constructor(private readonly secrets: ClientSecrets) {
    super();
  }

  endMembership(former: FormerMember): Promise<void> {
    return this.secrets.endKnownTo(former.userId, former);
  }

  endManagement(former: FormerMember): Promise<void> {
    return this.secrets.endKnownTo(former.userId, former);
  }
}
