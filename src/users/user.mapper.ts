import type { Page } from '../common/page.js';
import type { CreateUserDto } from './dto/create-user.dto.js';
import type { UpdateUserDto } from './dto/update-user.dto.js';
import type { UserDto, UserPageDto } from './dto/user.dto.js';
import { handlesOf, type NewUser, type User, type UserChanges } from './user.js';
import type { UserRecord } from './user.schema.js';

/** Names each field that leaves, so that nothing else does. */
export const toUserDto = (user: User): UserDto => ({
  id: user.id,
  name: user.name,
  email: user.email,
  phone_number: user.phoneNumber,
  external_id: user.externalId ?? null,
  created_at: user.createdAt.toISOString(),
  updated_at: user.updatedAt.toISOString(),
});

export const toUserPageDto = ({ total, page, pageSize, data }: Page<User>): UserPageDto => ({
  total,
  page,
  page_size: pageSize,
  data: data.map(toUserDto),
});

export const toNewUser = (dto: CreateUserDto): NewUser => ({
  name: dto.name,
  email: dto.email,
  phoneNumber: dto.phone_number,
  ...(dto.external_id !== undefined && { externalId: dto.external_id }),
});

export const toUserChanges = (dto: UpdateUserDto): UserChanges => ({
  ...(dto.name !== undefined && { name: dto.name }),
  ...(dto.email !== undefined && { email: dto.email }),
  ...(dto.phone_number !== undefined && { phoneNumber: dto.phone_number }),
  ...(dto.external_id !== undefined && { externalId: dto.external_id }),
});

export const toUserRecord = ({ id, ...user }: User): UserRecord => ({
  _id: id,
  ...user,
  handles: handlesOf({ id, externalId: user.externalId }),
});

export const fromUserRecord = (record: UserRecord): User => ({
  id: record._id,
  name: record.name,
  email: record.email,
  phoneNumber: record.phoneNumber,
  ...(record.externalId !== undefined && { externalId: record.externalId }),
  createdAt: record.createdAt,
  updatedAt: record.updatedAt,
});
