import { Injectable } from '@nestjs/common';
import { StorageHolder, type StoredPart } from '../organizations.api.js';
import { BrandsRepository } from './brands.repository.js';

@Injectable()
export class LogoStorage extends StorageHolder {
  constructor(private readonly repository: BrandsRepository) {
    super();
  }

  async storedFor(organizationId: string): Promise<StoredPart> {
    const bytes = await this.repository.logoBytes(organizationId);
    return { kind: 'logo', count: bytes === 0 ? 0 : 1, bytes };
  }
}
