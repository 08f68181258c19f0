package dev.acme.performance.loadgen.health;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringTokenizer;

/** What Linux tells of itself in files, under {@code root}; empty where it does not. */
record SystemFiles(Path root) {
    List<String> lines(String file) {
        try {
            return Files.readAllLines(root.resolve(file));
        } catch (IOException e) {
            return List.of();
        }
    }

    Optional<String> first(String file) {
        List<String> lines = lines(file);
        return lines.isEmpty() || lines.getFirst().isBlank()
                ? Optional.empty()
                : Optional.of(lines.getFirst().strip());
    }

    OptionalLong number(String file) {
        Optional<String> first = first(file);
        return first.isPresent() ? number(first.get(), 0) : OptionalLong.empty();
    }

    /** The first line that starts with {@code start}, without it and what separates it from its value. */
    Optional<String> value(String file, String start) {
        for (String line : lines(file)) {
            if (line.startsWith(start)) {
                String rest = line.substring(start.length()).strip();
                return Optional.of(rest.startsWith(":") ? rest.substring(1).strip() : rest);
            }
        }
        return Optional.empty();
    }

    /** That word of a line, if it is a number that fits; without a regular expression, whose classes a start would load. */
    static OptionalLong number(String line, int word) {
        var words = new StringTokenizer(line);
        for (int i = 0; i < word && words.hasMoreTokens(); i++) {
            words.nextToken();
        }
        try {
            return words.hasMoreTokens() ? OptionalLong.of(Long.parseLong(words.nextToken())) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Folders in {@code folder} whose names match, sorted. */
    List<Path> folders(String folder, String glob) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(root.resolve(folder), glob)) {
            var folders = new ArrayList<Path>();
            for (Path one : found) {
                folders.add(one);
            }
            folders.sort(null);
            return folders;
        } catch (IOException e) {
            return List.of();
        }
    }
}
