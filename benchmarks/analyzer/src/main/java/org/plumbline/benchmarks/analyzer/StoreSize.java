// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.benchmarks.analyzer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** What the stores of a stopped application take on disk. */
final class StoreSize {
    private StoreSize() {}

    /** Octets of all task stores after a full compaction; global stores are not counted. */
    static long compacted(Path applicationDirectory) {
        try (Stream<Path> tree = Files.walk(applicationDirectory)) {
            List<Path> stores = tree.filter(path -> Files.exists(path.resolve("CURRENT")))
                    .filter(path -> !applicationDirectory.relativize(path).startsWith("global"))
                    .toList();
            for (Path store : stores) {
                compact(store);
            }
            return stores.stream().mapToLong(StoreSize::octets).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RocksDBException e) {
            throw new IllegalStateException("cannot compact the stores in " + applicationDirectory, e);
        }
    }

    private static void compact(Path store) throws RocksDBException {
        RocksDB.loadLibrary();
        List<ColumnFamilyDescriptor> families = new ArrayList<>();
        try (Options options = new Options();
                DBOptions open = new DBOptions()) {
            for (byte[] name : RocksDB.listColumnFamilies(options, store.toString())) {
                families.add(new ColumnFamilyDescriptor(name));
            }
            families.forEach(
                    family -> family.getOptions().setCompressionType(org.rocksdb.CompressionType.NO_COMPRESSION));
            List<ColumnFamilyHandle> handles = new ArrayList<>();
            try (RocksDB database = RocksDB.open(open, store.toString(), families, handles)) {
                for (ColumnFamilyHandle handle : handles) {
                    database.compactRange(handle);
                    handle.close();
                }
            }
        }
    }

    /** Octets of the sorted tables. */
    private static long octets(Path store) {
        try (Stream<Path> files = Files.list(store)) {
            return files.filter(file -> file.toString().endsWith(".sst"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
