import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { STORED_KINDS, StorageHolder, type StoredPart } from '../organizations.api.js';
import type { OrganizationStorageDto } from './organization-storage.dto.js';

/** Asks every feature what it has stored for an organization. */
@Injectable()
export class OrganizationStorage {
  constructor(private readonly discovery: DiscoveryService) {}

  async of(organizationId: string): Promise<OrganizationStorageDto> {
    const parts: StoredPart[] = [];
    for (const holder of this.holders()) parts.push(await holder.storedFor(organizationId));
    return {
      bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
      parts: parts.toSorted((a, b) => STORED_KINDS.indexOf(a.kind) - STORED_KINDS.indexOf(b.kind)),
    };
  }

  private holders(): StorageHolder[] {
    return this.discovery
      .getProviders()
      .filter(({ isAlias }) => !isAlias)
      .map(({ instance }) => instance as unknown)
      .filter((instance) => instance instanceof StorageHolder);
  }
}
