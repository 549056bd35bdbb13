import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, NotFoundException, Param, Post, Query } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { Scope } from './access.js';
import { userOf } from '../answers.js';
import { CreateUserDto, PageDto } from './dto.js';
import { User } from './schemas.js';

@Controller('users')
export class UsersController {
  constructor(@InjectModel(User.name) private readonly users: Model<User>) {}

  @Post()
  @Scope('users:write')
  async create(@Body() body: CreateUserDto) {
    const id = randomUUID();
    const { name, email, phone_number: phoneNumber, external_id: externalId } = body;
    const at = new Date();
    const handles = externalId ? [id, externalId] : [id];
    const fields = { _id: id, name, email, phoneNumber, externalId, handles, createdAt: at, updatedAt: at };
    return userOf(await this.users.create(fields));
  }

  @Get(':id')
  @Scope('users:read')
  async get(@Param('id') id: string) {
    const user = await this.users.findById(id);
    if (!user) throw new NotFoundException();
    return userOf(user);
  }

  @Get()
  @Scope('users:read')
  async list(@Query() { page, page_size }: PageDto) {
    const [total, users] = await Promise.all([
      this.users.countDocuments(),
      this.users
        .find()
        .sort({ createdAt: -1, _id: -1 })
        .skip((page - 1) * page_size)
        .limit(page_size),
    ]);
    return { total, page, page_size, data: users.map(userOf) };
  }
}
