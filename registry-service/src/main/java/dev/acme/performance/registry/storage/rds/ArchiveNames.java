package dev.acme.performance.registry.storage.rds;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/** One table that says which bytes an archive's name stands for. */
final class ArchiveNames {
    private final String find;
    private final String put;

    /** @param table its qualified name, which is ours and never a user's */
    ArchiveNames(String table) {
        find = "select object, size_bytes, mark from " + table + " where name = ?";
        // one statement, so that of two writers the later sees, and removes, what the earlier has put
        put = "insert into " + table + " as a (name, object, size_bytes, mark) values (?, ?, ?, ?)"
                + " on conflict (name) do update set replaced = a.object, object = excluded.object,"
                + " size_bytes = excluded.size_bytes, mark = excluded.mark returning replaced";
    }

    Optional<StoredArchive> find(Connection connection, String name) throws SQLException {
        try (var query = connection.prepareStatement(find)) {
            query.setString(1, name);
            try (var rows = query.executeQuery()) {
                return rows.next()
                        ? Optional.of(new StoredArchive(rows.getLong(1), rows.getLong(2), rows.getString(3)))
                        : Optional.empty();
            }
        }
    }

    /** The object that had the name until now. */
    OptionalLong put(Connection connection, String name, StoredArchive archive) throws SQLException {
        try (var statement = connection.prepareStatement(put)) {
            statement.setString(1, name);
            statement.setLong(2, archive.object());
            statement.setLong(3, archive.sizeBytes());
            statement.setString(4, archive.mark());
            try (var rows = statement.executeQuery()) {
                rows.next();
                long replaced = rows.getLong(1);
                return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(replaced);
            }
        }
    }
}
