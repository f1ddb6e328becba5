package dev.paas.core.expression.cel;

import static dev.paas.core.expression.cel.Functions.MAP;
import static dev.paas.core.expression.cel.Functions.TEXT;
import static dev.paas.core.expression.cel.Functions.marking;
import static dev.paas.core.expression.cel.Functions.plain;
import static dev.paas.core.expression.cel.Functions.takes;
import static dev.paas.core.expression.cel.Functions.text;

import dev.cel.common.types.SimpleType;
import dev.paas.core.expression.ReadFiles;
import dev.paas.core.expression.cel.Function.Context;
import dev.paas.spi.value.MapValue;
import dev.paas.spi.value.UnknownValue;
import dev.paas.spi.value.Value;
import dev.paas.spi.value.ValueKind;
import java.nio.charset.CharacterCodingException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** Functions that read something from outside of the platform: files, and the time. */
final class FileFunctions {
  private FileFunctions() {}

  static List<Function> all() {
    return List.of(
        plain("file", FileFunctions::content, takes("file", TEXT, TEXT)),
        plain(
            "fileBase64",
            (c, a) ->
                read(
                    c,
                    a,
                    "fileBase64",
                    (files, path) -> Base64.getEncoder().encodeToString(files.bytes(path))),
            takes("file_base64", TEXT, TEXT)),
        plain(
            "fileHash",
            (c, a) -> read(c, a, "fileHash", ReadFiles::hash),
            takes("file_hash", TEXT, TEXT)),
        plain(
            "fileExists",
            (c, a) -> read(c, a, "fileExists", ReadFiles::exists),
            takes("file_exists", SimpleType.BOOL, TEXT)),
        plain(
            "directoryHash",
            (c, a) -> read(c, a, "directoryHash", ReadFiles::directoryHash),
            takes("directory_hash", TEXT, TEXT)),
        marking(
            "template",
            FileFunctions::template,
            takes("template", TEXT, TEXT),
            takes("template_with", TEXT, TEXT, MAP)),
        plain(
            "timestamp", (c, a) -> c.scope().time(), takes("timestamp_now", SimpleType.TIMESTAMP)));
  }

  private interface Reading {
    Object of(ReadFiles files, Path path) throws ReadFiles.Unreadable, CharacterCodingException;
  }

  private static Object content(Context context, List<Object> arguments) {
    return read(context, arguments, "file", ReadFiles::text);
  }

  private static Object read(
      Context context, List<Object> arguments, String function, Reading reading) {
    String name = text(arguments, 0, function);
    try {
      Path path = context.scope().directory().resolve(name).normalize();
      return reading.of(context.scope().templates().files(), path);
    } catch (InvalidPathException invalid) {
      throw new FunctionFailure("\"" + name + "\" is not a path", null);
    } catch (CharacterCodingException binary) {
      throw new FunctionFailure(
          "\"" + name + "\" is not a text in UTF-8", "fileBase64 reads files of any kind.");
    } catch (ReadFiles.Unreadable unreadable) {
      Path folder = context.scope().directory().toAbsolutePath().normalize();
      boolean relative = unreadable.isMissing() && !Path.of(name).isAbsolute();
      throw new FunctionFailure(
          unreadable.what(name) + (relative ? "; it was looked for in " + folder : ""), null);
    }
  }

  private static Object template(Context context, List<Object> arguments) {
    Object path = arguments.get(0);
    Object given = arguments.size() > 1 ? arguments.get(1) : MapValue.empty();
    boolean secret = Data.hasSecret(path) || Data.isSecret(given);
    if (Data.isUnknown(path) || Data.isUnknown(given)) {
      return Data.secretIf(secret, new UnknownValue(ValueKind.STRING));
    }
    String name = text(arguments, 0, "template");
    if (!(CelValues.fromCel(Data.bare(given)) instanceof MapValue variables)) {
      throw Functions.wrong(arguments, 1, "template", "a map");
    }
    Value rendered =
        context
            .scope()
            .templates()
            .render(name, variables, context.scope(), context.place().span(context.at()));
    return secret ? rendered.asSensitive() : rendered;
  }
}
