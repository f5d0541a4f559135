import { Module } from '@nestjs/common';
import { ClaimsApi } from './claims.api.js';
import { ClaimsRepository } from './claims.repository.js';

@Module({
  providers: [{ provide: ClaimsApi, useClass: ClaimsRepository }],
  exports: [ClaimsApi],
})
export class ClaimsModule {}
