import type { Page } from '../../common/page.js';
import { toMoment } from '../../common/moment.js';
import type { ApiKey, NewApiKey } from './api-key.js';
import type { CreateKeyDto } from './dto/create-key.dto.js';
import type { KeyDto, KeyPageDto, MadeKeyDto } from './dto/key.dto.js';

export const toKeyDto = (key: ApiKey): KeyDto => ({
  id: key.id,
  name: key.name,
  prefix: key.prefix,
  scopes: key.scopes,
  created_at: key.createdAt.toISOString(),
  expires_at: key.expiresAt?.toISOString() ?? null,
  revoked_at: key.revokedAt?.toISOString() ?? null,
  last_used_at: key.lastUsedAt?.toISOString() ?? null,
});

export const toMadeKeyDto = ({ key, kept }: { key: string; kept: ApiKey }): MadeKeyDto =>
  Object.assign(toKeyDto(kept), { key });

export const toKeyPageDto = ({ total, page, pageSize, data }: Page<ApiKey>): KeyPageDto => ({
  total,
  page,
  page_size: pageSize,
  data: data.map(toKeyDto),
});

export const toNewApiKey = ({ name, scopes, expires_at }: CreateKeyDto): NewApiKey => ({
  name,
  scopes,
  ...(expires_at && { expiresAt: toMoment(expires_at) }),
});
