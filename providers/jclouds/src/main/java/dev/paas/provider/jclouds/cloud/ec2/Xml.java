package dev.paas.provider.jclouds.cloud.ec2;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** An element of an answer. What is not in it is empty. */
record Xml(@Nullable Element element) {

  /** Reads an answer, which may refer to nothing outside of it. */
  static Xml parse(String text) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      return new Xml(builder.parse(new InputSource(new StringReader(text))).getDocumentElement());
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new IllegalArgumentException("it is no XML", e);
    }
  }

  private List<Xml> children(String name) {
    List<Xml> children = new ArrayList<>();
    if (element != null) {
      for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
        if (node instanceof Element child && child.getTagName().equals(name)) {
          children.add(new Xml(child));
        }
      }
    }
    return children;
  }

  /** What is at a path of names. */
  Xml at(String... names) {
    Xml here = this;
    for (String name : names) {
      List<Xml> children = here.children(name);
      here = children.isEmpty() ? new Xml(null) : children.get(0);
    }
    return here;
  }

  /** The elements of a list. */
  List<Xml> items(String list) {
    return at(list).children("item");
  }

  /** The text at a path of names. */
  String text(String... names) {
    Element found = at(names).element();
    return found == null ? "" : found.getTextContent().strip();
  }

  /** The number at a path of names; 0 when there is none. */
  int number(String... names) {
    String text = text(names);
    try {
      return text.isEmpty() ? 0 : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
