-- Archives in chunks. A chunk is written before its archive has a name, hence no foreign key: both come in one transaction.
create sequence chunks;

create table chunked_archive (
    name text primary key,
    object bigint not null,
    size_bytes bigint not null,
    mark text not null,
    replaced bigint
);

create table chunk (
    object bigint not null,
    seq int not null,
    data bytea not null,
    primary key (object, seq)
);

-- archives are zip files: to compress them again would only cost time, and parts could not be read without the whole
alter table chunk alter column data set storage external;

-- Archives as large objects.
create table large_archive (
    name text primary key,
    object bigint not null,
    size_bytes bigint not null,
    mark text not null,
    replaced bigint
);
