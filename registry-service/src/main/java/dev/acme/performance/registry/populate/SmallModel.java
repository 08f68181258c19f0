package dev.acme.performance.registry.populate;

import dev.acme.performance.registry.catalogue.ModelId;
import dev.acme.performance.registry.storage.Archive;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipOutputStream;

/** One of the models that only fill the registry: a configuration and a README, as its number decides. */
record SmallModel(int number) implements Archive {
    private static final List<String> OWNERS = List.of(
            "aurora-labs",
            "bluefin",
            "cedar-ai",
            "deepfield",
            "eastgate",
            "fjord-nlp",
            "granite-works",
            "harbor",
            "inkwell",
            "juniper-ml",
            "kestrel",
            "lantern-ai",
            "meridian",
            "northwind",
            "opal-research",
            "pinecone-hill",
            "quartz",
            "riverbend",
            "sable",
            "tern-labs",
            "umbra",
            "vantage",
            "westlake",
            "yarrow",
            "zephyr-ai");
    private static final List<String> FAMILIES = List.of(
            "Llama", "Mistral", "Falcon", "Gemma", "Phi", "Qwen", "Pythia", "Bloom", "Opt", "Bert", "Roberta",
            "Electra", "T5", "Bart", "Pegasus", "Whisper", "Wav2Vec", "Vit", "Clip", "Swin");
    private static final List<Integer> MILLIONS = List.of(15, 45, 70, 125, 160, 350, 410, 560, 1100, 2700);
    private static final List<String> VARIANTS = List.of(
            "base",
            "instruct",
            "chat",
            "code",
            "math",
            "distilled",
            "int8",
            "awq",
            "gguf",
            "multilingual",
            "legal",
            "medical",
            "finance",
            "news",
            "summarize",
            "translate",
            "rerank",
            "embed",
            "reward",
            "draft");

    /** How many different ones there are. */
    static final int DISTINCT = OWNERS.size() * FAMILIES.size() * MILLIONS.size() * VARIANTS.size();

    private static final long SCATTER = 61_231;

    SmallModel {
        if (number < 0 || number >= DISTINCT) {
            throw new IllegalArgumentException("number=" + number);
        }
    }

    ModelId id() {
        return ModelId.ofHubName(hubName()).orElseThrow();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        var zip = new ZipOutputStream(out);
        ZipEntries.stored(zip, "README.md", readme().getBytes(StandardCharsets.UTF_8));
        ZipEntries.stored(zip, "config.json", config().getBytes(StandardCharsets.UTF_8));
        zip.finish();
    }

    private String hubName() {
        return OWNERS.get(place() % OWNERS.size()) + "/" + family() + "-" + millions() + "M-" + variant();
    }

    /** The number scattered over all combinations, so that a few models are as mixed as many; no factor is shared. */
    private int place() {
        return (int) (number * SCATTER % DISTINCT);
    }

    private String family() {
        return FAMILIES.get(place() / OWNERS.size() % FAMILIES.size());
    }

    private int millions() {
        return MILLIONS.get(place() / (OWNERS.size() * FAMILIES.size()) % MILLIONS.size());
    }

    private String variant() {
        return VARIANTS.get(place() / (OWNERS.size() * FAMILIES.size() * MILLIONS.size()));
    }

    private String config() {
        int layers = 4 + millions() / 100;
        return """
                {
                  "_name_or_path": "%s",
                  "architectures": ["%sModel"],
                  "hidden_size": %d,
                  "model_type": "%s",
                  "num_attention_heads": %d,
                  "num_hidden_layers": %d,
                  "torch_dtype": "bfloat16",
                  "vocab_size": 32000
                }
                """.formatted(hubName(), family(), 64 * layers, family().toLowerCase(Locale.ROOT), layers, layers);
    }

    private String readme() {
        return """
                ---
                license: apache-2.0
                tags: [%s, registry-filler]
                ---
                # %s

                A %s model of the %s family with %d million parameters. This entry holds no weights: it makes the
                registry as large as the one that is measured.
                """.formatted(variant(), hubName(), variant(), family(), millions());
    }
}
